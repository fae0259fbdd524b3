import type { PageRequest } from '../../../preload/contract/paging';
import type { MessagePageView } from '../../../preload/contract/message-views';
import { FrameType } from '../../../main/protocol/packet-types';
import { eventually, TestMessenger, valueOf } from '../test-messenger';
import { RawPeer, registerPeer } from '../raw-peer';
import type { Crowd } from './crowd';
import { WatchedNetwork } from './watched-network';

/** How a queue was emptied. */
export interface DrainFigures {
  /** From the start of the sign-in until the queue is empty, ms. */
  readonly durationMs: number;
  readonly requests: number;
  readonly messages: number;
  /** Messages that came a second time. */
  readonly repetitions: number;
}

/** Somebody who is away while a crowd writes, and then comes back with the whole core of the app. */
export class AbsentMessenger {
  readonly network = new WatchedNetwork();
  /** Numbers of replayed messages that the window was shown, in order. */
  readonly progress: number[] = [];
  private constructor(
    private messenger: TestMessenger,
    private readonly name: string,
    readonly node: string,
  ) {}

  /** Signs up, becomes everybody's friend and leaves. */
  static async befriendAndLeave(serverUrl: string, name: string, crowd: Crowd): Promise<AbsentMessenger> {
    const messenger = new TestMessenger({ name });
    const node = await messenger.signUp(serverUrl);
    for (const member of crowd.members) {
      member.befriend(node);
      await eventually(async () => {
        const contacts = await messenger.contacts();
        return contacts.some((contact) => contact.node === member.node);
      });
      valueOf(await messenger.calls['contacts.accept']({ node: member.node }));
    }
    // What is written before the server has noticed waits for an acknowledgement first, and comes into the queue much later.
    const isGone = Promise.all(
      crowd.members.map((member) => member.next(({ packet }) => 'offline' in packet && packet.offline)),
    );
    await messenger.stop();
    await isGone;
    return new AbsentMessenger(messenger, name, node);
  }

  /** Comes back; resolves when everything that waited is in the database. */
  async comeBack(): Promise<DrainFigures> {
    const { network, name } = this;
    const { dataDirectory } = this.messenger;
    const messenger = new TestMessenger({ name, dataDirectory, network: network.network });
    this.messenger = messenger;
    messenger.messenger.onChange(() => {
      const { state, replayedMessages } = messenger.connection();
      if (state === 'replaying') this.progress.push(replayedMessages);
    });
    const startedMs = performance.now();
    await messenger.messenger.start();
    await eventually(() => messenger.connection().state === 'online', 120_000);
    const { requests, messages, repetitions } = network;
    return { durationMs: Math.round(performance.now() - startedMs), requests, messages, repetitions };
  }

  /** The texts of a chat, oldest first. */
  async texts(conversationId: string): Promise<readonly string[]> {
    const texts: string[] = [];
    for (let before: string | null = null; ;) {
      const request: PageRequest = { conversationId, before, limit: 200 };
      const page: MessagePageView = valueOf(await this.messenger.calls['messages.page'](request));
      texts.unshift(...page.messages.flatMap(({ body }) => ('text' in body ? [body.text] : [])));
      if (page.earlier === null || page.messages.length === 0) return texts;
      before = page.earlier;
    }
  }

  dispose(): Promise<void> {
    return this.messenger.dispose();
  }
}

/** Signs a raw client up, makes it everybody's friend and closes it; answers its node. */
export async function befriendRaw(serverUrl: string, name: string, crowd: Crowd): Promise<string> {
  await registerPeer(serverUrl, name);
  const peer = await RawPeer.signIn(serverUrl, name);
  for (const member of crowd.members) {
    const asked = peer.next(({ type }) => type === FrameType.message);
    member.befriend(peer.node);
    await asked;
    peer.befriend(member.node);
  }
  await peer.close();
  return peer.node;
}

/**
 * Empties a queue with a client that stores nothing: acknowledge a page, ask for the next. `politenessMs` is how long it
 * waits before it acknowledges; without waiting it outruns the server's book-keeping, and pages come twice.
 */
export async function drainRaw(serverUrl: string, name: string, politenessMs: number): Promise<DrainFigures> {
  const startedMs = performance.now();
  const peer = await RawPeer.signIn(serverUrl, name);
  peer.acknowledges = false;
  const seen = new Set<bigint>();
  let messages = 0;
  let requests = 0;
  const ask = (): void => {
    requests += 1;
    peer.send({ type: FrameType.offlineMessages, packet: {} });
  };
  const proceed = (syncId: number): void => {
    peer.send({ type: FrameType.ack, syncId, packet: {} });
    ask();
  };
  peer.onFrame(({ type, syncId, packet }) => {
    if (type !== FrameType.offlineMessages || syncId === undefined || !('messageList' in packet)) return;
    for (const { mid } of packet.messageList ?? []) {
      messages += 1;
      if (mid !== undefined) seen.add(mid);
    }
    if (politenessMs === 0) proceed(syncId);
    else setTimeout(() => proceed(syncId), politenessMs);
  });
  const end = peer.next(({ type }) => type === FrameType.offlineMessagesEnd, 120_000);
  ask();
  if ((await end) === null) throw new Error('the queue did not end');
  const durationMs = Math.round(performance.now() - startedMs);
  await peer.close();
  return { durationMs, requests, messages, repetitions: messages - seen.size };
}
