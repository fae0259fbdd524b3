import { isMessage, RawPeer, registerPeer, textOf } from '../raw-peer';

// More at once, and the server is as busy as the real one: it refuses.
const inFlightEach = 16;

/** Friends who write to somebody who is not there. */
export class Crowd {
  private constructor(readonly members: readonly RawPeer[]) {}

  static async gather(serverUrl: string, size: number): Promise<Crowd> {
    const members: RawPeer[] = [];
    for (let number = 1; number <= size; number += 1) {
      await registerPeer(serverUrl, `friend-${number}`);
      members.push(await RawPeer.signIn(serverUrl, `friend-${number}`));
    }
    return new Crowd(members);
  }

  /** Everybody writes their share, all at once; resolves when the server has confirmed all of it. */
  async write(to: string, count: number): Promise<void> {
    const share = count / this.members.length;
    await Promise.all(this.members.map((member) => writeShare(member, to, share)));
  }

  /** What the server has of each member's chat with somebody, oldest first. */
  async histories(node: string): Promise<ReadonlyMap<string, readonly string[]>> {
    const chats = new Map<string, readonly string[]>();
    for (const member of this.members) chats.set(member.node, (await member.history(node)).map(textOf));
    return chats;
  }

  async leave(): Promise<void> {
    await Promise.all(this.members.map((member) => member.close()));
  }
}

/** Keeps some messages in flight until all are confirmed. */
function writeShare(member: RawPeer, to: string, count: number): Promise<void> {
  let written = 0;
  let confirmed = 0;
  return new Promise((resolve) => {
    const writeNext = (): void => {
      if (written === count) return;
      written += 1;
      member.write(to, `message ${written} of ${member.node}`);
    };
    const stop = member.onFrame((frame) => {
      if (!isMessage(frame) || frame.packet.fromTid?.node !== member.node) return;
      confirmed += 1;
      writeNext();
      if (confirmed < count) return;
      stop();
      resolve();
    });
    for (let number = 0; number < inFlightEach; number += 1) writeNext();
  });
}
