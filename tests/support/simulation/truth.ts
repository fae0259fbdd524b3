import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame, TimMessage } from '../../../main/protocol/packets';
import type { ChatName, World } from './world';

/**
 * What the server has of a chat, oldest first: the texts, each message once. The order is the one that every client can
 * know: by the server's time, then by number. (Numbers alone follow the storing, which may overtake.)
 */
export async function serverTruth(world: World, chat: ChatName): Promise<readonly string[]> {
  const messages = await pullAll(world, chat);
  const firstCopies = new Map<string, TimMessage>();
  for (const message of messages) {
    const key = `${message.fromTid?.node ?? ''} ${message.extend?.['cid'] ?? String(message.mid)}`;
    if (!firstCopies.has(key)) firstCopies.set(key, message);
  }
  return [...firstCopies.values()].sort(byPlace).map(textOf);
}

function byPlace(one: TimMessage, other: TimMessage): number {
  const { timestamp: first = 0n } = one;
  const { timestamp: second = 0n } = other;
  // Already by number, and sorting is stable.
  return first < second ? -1 : first > second ? 1 : 0;
}

function textOf(message: TimMessage): string {
  const body = message.extra?.['body'];
  return body === undefined ? (message.dataString ?? '') : new TextDecoder().decode(body);
}

/** Asks as another device of account a, over a connection of its own. */
async function pullAll(world: World, chat: ChatName): Promise<readonly TimMessage[]> {
  let answer: readonly TimMessage[] | null = null;
  const connection = world.requireServer().connectInMemory({
    received: (bytes) => {
      const frame = decodeFrame(bytes, { from: 'server', encoding: 'compact' });
      if (frame.type === FrameType.pullMessages && 'messageList' in frame.packet) {
        answer = frame.packet.messageList ?? [];
      }
    },
    closed: () => undefined,
  });
  const send = (frame: Frame): void =>
    connection.send(encodeFrame(frame, { from: 'client', encoding: 'compact' }));
  send({ type: FrameType.auth, packet: { name: 'a', pwd: 'correct horse', resource: 'truth', termtyp: 1 } });
  await world.pass(50);
  const target =
    chat === 'room' ? { rtype: 2, node: world.nodeOf('room') } : { rtype: 1, node: world.nodeOf('b') };
  send({ type: FrameType.pullMessages, packet: { ...target, reqInt: 0n, reqInt2: 0n } });
  await world.pass(50);
  connection.close();
  await world.pass(50);
  // No answer is tim's way to say that there is nothing.
  return [...(answer ?? [])].reverse();
}
