import { Directory } from '../../main/catch-up/directory';
import { History } from '../../main/catch-up/history';
import { MissingMessages } from '../../main/catch-up/missing-messages';
import { Reconciler } from '../../main/catch-up/reconciler';
import { conversationIdOf } from '../../main/domain/conversation';
import { toNodeId, type ConversationId, type NodeId } from '../../main/domain/ids';
import { Pacer } from '../../main/platform/pacer';
import type { Frame, TimMessage, TimReq } from '../../main/protocol/packets';
import { TimClient } from '../../main/session/tim-client';
import { settle } from './fake-server';
import { received, self, TestCore } from './test-core';
import { storedMessage } from './test-history';
import { TestLink } from './test-link';

/** A question that the server was asked, and how many messages its answer had. */
export interface AskedQuestion {
  readonly kind: 'history' | 'list' | 'cards' | 'other';
  readonly node: string;
  /** Of a question for history: the newest number wanted, and how many messages. */
  readonly fromMid: bigint;
  readonly limit: number;
  readonly messageCount: number;
  /** When it was asked, monotonic ms. */
  readonly askedAtMs: number;
}

const paceMs = 200;
const stepMs = 100;

/** An account that catches up with a server of friends, whose clock is moved by hand. */
export class TestCatchUp {
  readonly core = new TestCore();
  readonly link = new TestLink(this.core.clock);
  readonly questions: AskedQuestion[] = [];
  /** What the server has of the chat with each friend, newest first. */
  readonly chats = new Map<string, TimMessage[]>();
  /** How often the offline queue was asked for. */
  replays = 0;
  /** Rooms whose members were looked at. */
  readonly looks: NodeId[] = [];
  readonly directory: Directory;
  readonly history: History;
  readonly missing: MissingMessages;
  readonly reconciler: Reconciler;
  readonly failures: unknown[] = [];
  /** Friends about whose chats the server says nothing. */
  readonly silent = new Set<string>();
  private answered = 0;

  constructor() {
    const { store, pipeline, eventReader, clock, logger } = this.core;
    const client = new TimClient(this.link);
    const pacer = new Pacer(clock, paceMs);
    this.directory = new Directory({
      store,
      client,
      pacer,
      self: () => self,
      random: this.core.random,
      nowMs: () => clock.nowMs(),
      beginningMs: () => clock.nowMs(),
      changed: () => undefined,
    });
    this.history = new History({
      store,
      client,
      pipeline,
      eventReader,
      clock,
      pacer,
      changed: () => undefined,
      isConfirmed: (address) => this.directory.isConfirmed(address),
    });
    this.missing = new MissingMessages({
      store,
      pipeline,
      clock,
      lookAgain: (conversationId, messageIds) => this.history.lookAgain(conversationId, messageIds),
      changed: () => undefined,
    });
    this.history.compared.on((finding) => this.missing.found(finding));
    this.reconciler = new Reconciler({
      store,
      replay: {
        isUnanswered: false,
        run: () => {
          this.replays += 1;
          return Promise.resolve();
        },
      },
      directory: this.directory,
      members: {
        connected: () => undefined,
        look: (room) => {
          this.looks.push(room);
          return Promise.resolve();
        },
        doubts: () => false,
      },
      history: this.history,
      missing: this.missing,
      clock,
      logger,
      failed: (error) => this.failures.push(error),
    });
  }

  /** The chat with a friend. */
  chatWith(friend: string): ConversationId {
    return conversationIdOf({ kind: 'user', node: toNodeId(friend) });
  }

  /** Friends with these numbers in their chats, on the server and here. */
  know(chats: ReadonlyMap<string, readonly bigint[]>): void {
    for (const [friend, mids] of chats) {
      this.chats.set(
        friend,
        [...mids].sort(descending).map((mid) => storedMessage(mid, friend)),
      );
    }
    this.core.pipeline.apply(
      [...chats].flatMap(([friend, mids]) => {
        const node = toNodeId(friend);
        const place = { conversation: { kind: 'user', node }, author: node, source: 'history' } as const;
        return mids.map((mid) => received(mid, place));
      }),
    );
  }

  /** So many friends with three messages each, on the server and here, numbered from one on. */
  knowQuietChats(count: number): readonly string[] {
    const friends = Array.from({ length: count }, (_, index) => `friend${index}`);
    this.know(
      new Map(
        friends.map((friend, index) => [friend, [1n, 2n, 3n].map((number) => BigInt(index) * 10n + number)]),
      ),
    );
    return friends;
  }

  /** A message that the server has, and nobody here heard of. */
  serverGot(friend: string, mid: bigint): void {
    this.chats.set(friend, [storedMessage(mid, friend), ...(this.chats.get(friend) ?? [])]);
  }

  /** The server has one of its messages no more. */
  serverLost(friend: string, lostMid: bigint): void {
    this.chats.set(
      friend,
      (this.chats.get(friend) ?? []).filter(({ mid }) => mid !== lostMid),
    );
  }

  /** The connection ends and the next one begins; what was asked before is forgotten. */
  reconnect(): void {
    this.link.disconnect();
    this.reconciler.pause();
    this.history.disconnected();
    this.questions.length = 0;
    this.answered = this.link.sent.length;
    this.reconciler.begin();
  }

  /** Moves time on while the server answers. */
  async run(durationMs: number): Promise<void> {
    for (let passedMs = 0; passedMs < durationMs; passedMs += stepMs) {
      await this.answerAll();
      this.core.clock.advance(stepMs);
    }
    await this.answerAll();
  }

  /** Questions for history in the order of asking. */
  pages(): readonly AskedQuestion[] {
    return this.questions.filter(({ kind }) => kind === 'history');
  }

  /** Messages that all answers together had. */
  messageCount(): number {
    return this.questions.reduce((sum, { messageCount }) => sum + messageCount, 0);
  }

  dispose(): void {
    this.reconciler.dispose();
    this.missing.dispose();
    this.core.dispose();
  }

  private async answerAll(): Promise<void> {
    await settle();
    for (; this.answered < this.link.sent.length; this.answered += 1) {
      const frame = this.link.sent[this.answered];
      if (frame !== undefined) this.answer(frame);
      await settle();
    }
  }

  private answer({ type, packet }: Frame): void {
    const note = (question: Pick<AskedQuestion, 'kind'> & Partial<AskedQuestion>): void => {
      const askedAtMs = this.core.clock.monotonicMs();
      this.questions.push({ node: '', fromMid: 0n, limit: 0, messageCount: 0, askedAtMs, ...question });
    };
    if (type === 21) {
      // The questions of the client for history, which say where and how many.
      const { node = '', reqInt = 0n, reqInt2 = 0n } = packet as TimReq;
      const limit = Number(reqInt2);
      const isSilent = this.silent.has(node);
      const page = (isSilent ? [] : (this.chats.get(node) ?? []))
        .filter(({ mid = 0n }) => reqInt === 0n || mid <= reqInt)
        .slice(0, limit);
      note({ kind: 'history', node, fromMid: reqInt, limit, messageCount: page.length });
      if (page.length > 0) this.link.deliver({ type: 21, packet: { messageList: page } });
    } else if (type === 41) {
      note({ kind: 'list' });
      const isRoster = packet.rtype === 1;
      if (isRoster) this.link.deliver({ type: 42, packet: { ntype: 1, nodelist: [...this.chats.keys()] } });
    } else if (type === 42) {
      note({ kind: 'cards' });
      const { nodelist = [] } = packet;
      const usermap = Object.fromEntries(nodelist.map((node) => [node, { name: `name of ${node}` }]));
      this.link.deliver({ type: 42, packet: { ntype: 4, usermap } });
    } else note({ kind: 'other' });
  }
}

const descending = (one: bigint, other: bigint): number => (one < other ? 1 : -1);
