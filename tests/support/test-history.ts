import { toNodeId } from '../../main/domain/ids';
import { Pacer } from '../../main/platform/pacer';
import type { TimMessage, TimReq } from '../../main/protocol/packets';
import { TimClient } from '../../main/session/tim-client';
import { History } from '../../main/catch-up/history';
import { MissingMessages } from '../../main/catch-up/missing-messages';
import { settle } from './fake-server';
import { peer, received, sentAtNs, TestCore } from './test-core';
import { TestLink } from './test-link';

/** What the server has to say to a question for history: a page, that something is missing in it, no, or nothing. */
export type HistoryScript = (query: {
  readonly node: string;
  readonly fromMid: bigint;
  readonly limit: number;
}) => readonly TimMessage[] | 'refused' | 'forbidden' | 'silent';

/** A message as the server's history has it. */
export const storedMessage = (mid: bigint, node = 'peer'): TimMessage => ({
  msType: 2,
  odType: 1,
  mid,
  fromTid: { node },
  toTid: { node: 'self' },
  timestamp: sentAtNs + mid * 1_000_000_000n,
  dataString: `text ${mid}`,
});

/** A server that has these numbers, newest first, of the chat with `node`. */
export const having =
  (mids: readonly bigint[], node = 'peer'): HistoryScript =>
  (query) => {
    const page = query.fromMid === 0n ? mids : mids.filter((mid) => mid <= query.fromMid);
    const isThere = query.node === node && page.length > 0;
    return isThere ? page.slice(0, query.limit).map((mid) => storedMessage(mid, node)) : 'silent';
  };

/** Numbers from one down. */
export const descending = (from: number, count: number): readonly bigint[] =>
  Array.from({ length: count }, (_, index) => BigInt(from - index));

/** The history of an account whose server answers by a script. */
export class TestHistory {
  readonly core = new TestCore();
  readonly link = new TestLink(this.core.clock);
  readonly missing: MissingMessages;
  readonly history: History;
  /** The server answers nothing, refusals included. */
  isDeaf = false;
  /** Chats of which something became known beside their messages, in order. */
  readonly toldChats: string[] = [];
  private answered = 0;

  constructor() {
    const { store, pipeline, eventReader, clock } = this.core;
    store.transaction((write) => write.people.setRelation(peer, 'friend', ''));
    this.history = new History({
      store,
      client: new TimClient(this.link),
      pipeline,
      eventReader,
      clock,
      pacer: new Pacer(clock, 0),
      changed: (changes) => changes.conversations.forEach((id) => this.toldChats.push(id)),
      isConfirmed: ({ node }) => store.people.byNode(node)?.relation === 'friend',
    });
    this.missing = new MissingMessages({
      store,
      pipeline,
      clock,
      lookAgain: (conversationId, messageIds) => this.history.lookAgain(conversationId, messageIds),
      changed: () => undefined,
    });
    this.history.compared.on((finding) => this.missing.found(finding));
  }

  dispose(): void {
    this.missing.dispose();
    this.core.dispose();
  }

  /** Lets the server answer by a script until nobody asks any more. */
  async serve(script: HistoryScript): Promise<void> {
    for (let step = 0; step < 60; step += 1) {
      await settle();
      for (; this.answered < this.link.sent.length; this.answered += 1) this.answer(script);
      await settle();
      this.core.clock.advance(500);
    }
  }

  /** What was asked so far gets no answer any more. */
  forgetQuestions(): void {
    this.answered = this.link.sent.length;
  }

  /** A second friend, whose chat the server has. */
  befriendWitness(): void {
    const node = toNodeId('other');
    const { store, pipeline } = this.core;
    store.transaction((write) => write.people.setRelation(node, 'friend', ''));
    store.transaction((write) => write.conversations.ensure({ kind: 'user', node }));
    pipeline.apply([received(500n, { conversation: { kind: 'user', node }, author: node })]);
  }

  /** What became of the messages with these numbers. */
  states(...mids: bigint[]): readonly string[] {
    return mids.map((mid) => this.core.byMid(mid).contentState);
  }

  private answer(script: HistoryScript): void {
    if (this.isDeaf) return;
    // Only questions for history are asked here.
    const { node = '', reqInt, reqInt2 } = (this.link.sent[this.answered]?.packet ?? {}) as TimReq;
    const isComplete = reqInt !== undefined && reqInt2 !== undefined;
    const said = isComplete ? script({ node, fromMid: reqInt, limit: Number(reqInt2) }) : 'refused';
    if (said === 'refused' || said === 'forbidden') {
      const code = said === 'refused' ? 4104 : 4105;
      this.link.deliver({ type: 12, packet: { ok: false, timType: 21, error: { code } } });
    } else if (said !== 'silent') {
      this.link.deliver({ type: 21, packet: { messageList: [...said] } });
    }
  }
}
