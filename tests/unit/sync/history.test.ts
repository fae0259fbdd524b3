import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toNodeId, type ConversationId } from '../../../main/domain/ids';
import { Pacer } from '../../../main/platform/pacer';
import type { TimMessage, TimReq } from '../../../main/protocol/packets';
import { sendMessage } from '../../../main/messaging/send-message';
import { TimClient } from '../../../main/session/tim-client';
import { History } from '../../../main/sync/history';
import { MissingMessages } from '../../../main/sync/missing-messages';
import { settle } from '../../support/fake-server';
import { chat, peer, received, room, self, sentAtNs, TestCore } from '../../support/test-core';
import { TestLink } from '../../support/test-link';

let core: TestCore;
let link: TestLink;
let history: History;
let missing: MissingMessages;
/** The server answers nothing, refusals included. */
let isDeaf: boolean;
/** Questions that the script has answered. */
let answered: number;
beforeEach(() => {
  answered = 0;
  isDeaf = false;
  core = new TestCore();
  core.store.people.setRelation(peer, 'friend', '');
  link = new TestLink(core.clock);
  const { store } = core;
  missing = new MissingMessages({
    store,
    pipeline: core.pipeline,
    clock: core.clock,
    lookAgain: (conversationId, messageIds) => history.lookAgain(conversationId, messageIds),
    changed: () => undefined,
  });
  history = new History({
    store,
    client: new TimClient(link),
    pipeline: core.pipeline,
    missing,
    clock: core.clock,
    pacer: new Pacer(core.clock, 0),
    self: () => self,
    isConfirmed: ({ node }) => core.store.people.byNode(node)?.relation === 'friend',
  });
});
afterEach(() => {
  core.dispose();
});

const stored = (mid: bigint, node = 'peer'): TimMessage => ({
  msType: 2,
  odType: 1,
  mid,
  fromTid: { node },
  toTid: { node: 'self' },
  timestamp: sentAtNs + mid * 1_000_000_000n,
  dataString: `text ${mid}`,
});

/** The server answers a question for history with these messages, newest first. */
const answer = async (messages: readonly TimMessage[]): Promise<void> => {
  await settle();
  link.deliver({ type: 21, packet: { messageList: [...messages] } });
  await settle();
};
const asked = (): readonly unknown[] =>
  link.sent.map(({ packet }) => ('reqInt' in packet ? packet.reqInt : null));
const mids = (id: ConversationId = chat): readonly (bigint | null)[] =>
  core.store.messages.page(id, null, { limit: 100 }).map(({ mid }) => mid);
const isComplete = (): boolean => core.store.conversations.byId(chat)?.isHistoryComplete === true;

/** What the server has to say to a question for history: a page, a refusal, or nothing. */
type Script = (query: {
  readonly node: string;
  readonly fromMid: bigint;
  readonly limit: number;
}) => readonly TimMessage[] | 'refused' | 'silent';

/** Lets the server answer by a script until nobody asks any more. */
const serve = async (script: Script): Promise<void> => {
  for (let step = 0; step < 60; step += 1) {
    await settle();
    for (; answered < link.sent.length; answered += 1) {
      const packet = link.sent[answered]?.packet ?? {};
      // Only questions for history are asked here.
      const { node = '', reqInt, reqInt2 } = packet as TimReq;
      const isComplete = reqInt !== undefined && reqInt2 !== undefined;
      const said = isDeaf
        ? 'silent'
        : isComplete
          ? script({ node, fromMid: reqInt, limit: Number(reqInt2) })
          : 'refused';
      if (said === 'refused') {
        link.deliver({ type: 12, packet: { ok: false, timType: 21, error: { code: 4104 } } });
      } else if (said !== 'silent') link.deliver({ type: 21, packet: { messageList: [...said] } });
    }
    await settle();
    core.clock.advance(500);
  }
};
/** A server that has these numbers of a chat. */
const having =
  (mids: readonly bigint[], node = 'peer'): Script =>
  (query) => {
    const page = query.fromMid === 0n ? mids : mids.filter((mid) => mid <= query.fromMid);
    const isThere = query.node === node && page.length > 0;
    return isThere ? page.slice(0, query.limit).map((mid) => stored(mid, node)) : 'silent';
  };
const descending = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => BigInt(from - index));
/** A second friend whose chat the server has. */
const befriendWitness = (): void => {
  const node = toNodeId('other');
  core.store.people.setRelation(node, 'friend', '');
  core.store.transaction(() => core.store.conversations.ensure({ kind: 'user', node }));
  core.pipeline.apply([received(500n, { conversation: { kind: 'user', node }, author: node })]);
};
const states = (...wanted: bigint[]): readonly string[] => wanted.map((mid) => core.byMid(mid).contentState);

describe('silence', () => {
  it('T1: is not the beginning of a chat that is new here', async () => {
    void history.pullNewest(chat);
    await serve(() => 'silent');
    expect([mids(), isComplete(), history.isReconciled(chat)]).toEqual([[], false, false]);
    void history.pullNewest(chat);
    await serve(having([3n, 2n]));
    expect([mids(), isComplete(), history.isReconciled(chat)]).toEqual([[3n, 2n], true, true]);
  });

  it('T1: of one page while scrolling is no beginning, and the page is asked for again', async () => {
    core.pipeline.apply([received(60n)]);
    const outcomes: string[] = [];
    void history.pullEarlier(chat).then((outcome) => outcomes.push(outcome));
    let losses = 1;
    const server = having(descending(60, 60));
    await serve((query) => (query.limit > 1 && losses-- > 0 ? 'silent' : server(query)));
    expect([outcomes, isComplete()]).toEqual([['done'], false]);
    expect(mids().length).toBeGreaterThan(10);
  });

  it('T1: at the beginning is told by what is above it', async () => {
    core.pipeline.apply([received(60n), received(70n)]);
    void history.pullEarlier(chat);
    await serve(having([70n, 60n]));
    expect(isComplete()).toBe(true);
  });

  it('T1: of everything tells nothing, and the user hears so', async () => {
    core.pipeline.apply([received(60n)]);
    const outcomes: string[] = [];
    void history.pullEarlier(chat).then((outcome) => outcomes.push(outcome));
    await serve(() => 'silent');
    await settle();
    expect([outcomes, isComplete()]).toEqual([['unknown'], false]);
  });

  it('T2: of pages whose answers are lost erases nothing of a small chat and asks nothing', async () => {
    core.pipeline.apply([received(1n), received(2n), received(3n)]);
    befriendWitness();
    const server = having([3n, 2n, 1n]);
    let losses = 2;
    void history.pullNewest(chat);
    await serve((query) =>
      query.node === 'other' ? [stored(500n, 'other')] : losses-- > 0 ? 'silent' : server(query),
    );
    expect([states(1n, 2n, 3n), missing.count()]).toEqual([['present', 'present', 'present'], 0]);
    expect(history.isReconciled(chat)).toBe(true);
  });

  it('T2: of two answers about twenty texts is no server that lost its data', async () => {
    const twenty = descending(20, 20);
    core.pipeline.apply([...twenty].reverse().map((mid) => received(mid)));
    let losses = 2;
    const server = having(twenty);
    void history.pullNewest(chat);
    await serve((query) => (losses-- > 0 ? 'silent' : server(query)));
    expect([missing.count(), new Set(states(...twenty))]).toEqual([0, new Set(['present'])]);
  });

  it('T2: of a server that does not answer at all erases nothing and asks nothing', async () => {
    core.pipeline.apply([received(1n), received(2n), received(3n)]);
    befriendWitness();
    isDeaf = true;
    void history.pullNewest(chat);
    await serve(() => 'silent');
    link.disconnect();
    await settle();
    expect([states(1n, 2n, 3n), missing.count(), history.isReconciled(chat)]).toEqual([
      ['present', 'present', 'present'],
      0,
      false,
    ]);
  });

  it('that lasts while another chat is answered means that a chat is empty', async () => {
    core.pipeline.apply([received(1n)]);
    befriendWitness();
    void history.pullNewest(chat);
    await serve(having([500n], 'other'));
    expect(states(1n)).toEqual(['revoked']);
    expect(history.isReconciled(chat)).toBe(true);
  });

  it('that lasts where no other history is known makes the user decide, even about one message', async () => {
    core.pipeline.apply([received(1n)]);
    void history.pullNewest(chat);
    await serve(() => 'silent');
    expect([states(1n), missing.count()]).toEqual([['present'], 1]);
  });

  it('T3: does not mean that an own message is not on the server', async () => {
    core.pipeline.apply([received(1n)]);
    befriendWitness();
    const written = sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'x' },
        burnSeconds: null,
        replyToId: null,
        mentions: [],
      },
      core.messaging,
    );
    const outcomes: string[] = [];
    const look = (): void => {
      if (written.ok) void history.lookFor(written.value).then((outcome) => outcomes.push(outcome));
    };
    look();
    await serve((query) => (query.node === 'other' ? [stored(500n, 'other')] : 'silent'));
    look();
    isDeaf = true;
    await serve(() => 'silent');
    link.disconnect();
    await settle();
    isDeaf = false;
    look();
    await serve(having([1n]));
    expect(outcomes).toEqual(['looked', 'unknown', 'looked']);
  });
});

describe('T6: a second look', () => {
  const thirty = descending(30, 30);
  const loseAll = async (): Promise<void> => {
    core.pipeline.apply([...thirty].reverse().map((mid) => received(mid)));
    befriendWitness();
    void history.pullNewest(chat);
    await serve(having([500n], 'other'));
    expect(missing.count()).toBe(30);
  };
  const decide = async (script: Script): Promise<readonly string[]> => {
    const outcomes: string[] = [];
    void missing.resolve('erase').then((outcome) => outcomes.push(outcome));
    await serve(script);
    return outcomes;
  };

  it('at a server that was restored erases nothing, whatever the user has decided', async () => {
    await loseAll();
    expect(await decide(having(thirty))).toEqual(['done']);
    expect([missing.count(), new Set(states(...thirty))]).toEqual([0, new Set(['present'])]);
  });

  it('erases what is gone for certain, and keeps what is there again', async () => {
    await loseAll();
    expect(await decide(having(descending(30, 10)))).toEqual(['done']);
    expect([missing.count(), states(30n, 21n, 20n, 1n)]).toEqual([
      0,
      ['present', 'present', 'revoked', 'revoked'],
    ]);
  });

  it('at a server that is still empty erases what the user decided', async () => {
    await loseAll();
    expect(await decide(having([500n], 'other'))).toEqual(['done']);
    expect([missing.count(), new Set(states(...thirty))]).toEqual([0, new Set(['revoked'])]);
  });

  it('at a server that says nothing leaves the question open', async () => {
    await loseAll();
    isDeaf = true;
    expect(await decide(() => 'silent')).toEqual(['unknown']);
    expect([missing.count(), new Set(states(...thirty))]).toEqual([30, new Set(['present'])]);
  });
});

describe('T5: pages', () => {
  it('get smaller when the connection ends over one, and larger again when they come quickly', async () => {
    const limits: number[] = [];
    const all = descending(300, 300);
    const server = having(all);
    void history.pullNewest(chat);
    await settle();
    link.disconnect();
    await settle();
    void history.pullNewest(chat);
    await settle();
    link.disconnect();
    await settle();
    core.pipeline.apply([received(1n)]);
    answered = link.sent.length;
    void history.pullNewest(chat);
    await serve((query) => {
      limits.push(query.limit);
      return server(query);
    });
    expect(limits[0]).toBe(1);
    expect(Math.max(...limits)).toBeGreaterThan(1);
    expect(mids().length).toBeGreaterThan(25);
  });
});

describe('history', () => {
  it('of a chat that is new here is read already, and a short page is its beginning', async () => {
    void history.pullNewest(chat);
    await answer([stored(3n), stored(2n)]);
    expect([mids(), core.store.conversations.unreadCount(chat), isComplete()]).toEqual([[3n, 2n], 0, true]);
  });

  it('had first what is delivered a moment later: that is news, and so is what came after it', async () => {
    void history.pullNewest(chat);
    await answer([stored(4n), stored(3n), stored(2n)]);
    core.pipeline.apply([received(3n, { source: 'live' })]);
    expect(core.store.conversations.unreadCount(chat)).toBe(2);
    expect(core.outcomes.at(-1)?.arrived).toMatchObject([{ mid: 3n }]);
    core.pipeline.apply([received(3n, { source: 'live' })]);
    expect([core.store.conversations.unreadCount(chat), core.outcomes.at(-1)?.arrived]).toEqual([2, []]);
  });

  it('is not unread again when something that the user has read is delivered once more', async () => {
    void history.pullNewest(chat);
    await answer([stored(3n), stored(2n)]);
    core.pipeline.apply([received(4n)]);
    core.readAll(chat);
    core.pipeline.apply([received(4n), received(3n, { source: 'offline' })]);
    expect(core.store.conversations.unreadCount(chat)).toBe(0);
  });

  it('is news where it stands behind what is known here, and none below', async () => {
    core.pipeline.apply([received(10n)]);
    core.readAll(chat);
    void history.pullNewest(chat);
    await answer([stored(12n), stored(10n), stored(9n)]);
    expect([core.byMid(12n).isUnread, core.byMid(9n).isUnread]).toEqual([true, false]);
  });

  it('goes on above the oldest number that is known, and ends at the beginning', async () => {
    core.pipeline.apply([received(60n)]);
    void history.pullEarlier(chat);
    await answer(Array.from({ length: 50 }, (_, index) => stored(59n - BigInt(index))));
    expect([asked(), isComplete(), mids().length]).toEqual([[59n], false, 51]);
    void history.pullEarlier(chat);
    await answer([stored(4n)]);
    expect([asked(), isComplete()]).toEqual([[59n, 9n], true]);
    await history.pullEarlier(chat);
    expect(asked()).toHaveLength(2);
  });

  it('is brought down to where it was compared before, whatever came live above the gap', async () => {
    const pageFrom = (mid: number) => Array.from({ length: 50 }, (_, index) => stored(BigInt(mid - index)));
    void history.pullNewest(chat);
    await answer([stored(1n)]);
    core.pipeline.apply([received(200n)]);
    void history.pullNewest(chat);
    for (const mid of [200, 150, 100, 50]) await answer(pageFrom(mid));
    expect(asked()).toEqual([0n, 0n, 150n, 100n, 50n]);
    expect(core.store.messages.expectedOnServer(chat, 1_000n, 1_000)).toHaveLength(200);
    void history.pullNewest(chat);
    await answer(pageFrom(200));
    expect(asked()).toHaveLength(6);
  });

  it('is not taken for compared when an answer is missing on the way down', async () => {
    core.pipeline.apply([received(1n), received(200n)]);
    void history.pullNewest(chat);
    await answer(Array.from({ length: 50 }, (_, index) => stored(BigInt(200 - index))));
    for (let turn = 0; turn < 10; turn += 1) {
      core.clock.advance(60_000);
      await settle();
    }
    expect(history.isReconciled(chat)).toBe(false);
    history.disconnected();
    expect(core.store.conversations.reconciledMid(chat)).toBe(0n);
  });

  it('is searched for an own message only down to when it was written', async () => {
    const pageFrom = (mid: number) => Array.from({ length: 50 }, (_, index) => stored(BigInt(mid - index)));
    core.pipeline.apply([received(1n), received(910n)]);
    const written = sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'x' },
        burnSeconds: null,
        replyToId: null,
        mentions: [],
      },
      core.messaging,
    );
    core.pipeline.apply([received(999n)]);
    if (written.ok) void history.lookFor(written.value);
    for (const mid of [1_000, 950]) await answer(pageFrom(mid));
    expect(asked()).toEqual([0n, 950n]);
    expect(core.store.conversations.reconciledMid(chat)).toBe(0n);
  });

  it('is not brought again after a connection that brought all of it', async () => {
    void history.pullNewest(chat);
    await answer([stored(1n)]);
    core.pipeline.apply([received(200n)]);
    history.disconnected();
    core.pipeline.apply([received(300n)]);
    history.disconnected();
    expect(core.store.conversations.reconciledMid(chat)).toBe(200n);
  });

  it('takes away what is missing in it', async () => {
    core.pipeline.apply([received(1n), received(2n), received(3n)]);
    void history.pullNewest(chat);
    await answer([stored(3n), stored(1n)]);
    expect(core.byMid(2n)).toMatchObject({ contentState: 'revoked', text: null });
  });

  it('takes nothing away, and is not complete, when the late answer to another question comes', async () => {
    core.pipeline.apply([received(1n), received(2n)]);
    void history.pullNewest(chat);
    await answer([stored(9n, 'somebody'), stored(1n, 'somebody')]);
    expect([mids(), isComplete()]).toEqual([[2n, 1n], false]);
    expect([core.byMid(1n).contentState, core.byMid(2n).contentState]).toEqual(['present', 'present']);
    await answer([stored(3n), stored(2n), stored(1n)]);
    expect([mids(), mids('u:somebody' as ConversationId)]).toEqual([[3n, 2n, 1n], []]);
  });

  it('takes nothing away when the late answer to a question further down comes', async () => {
    core.pipeline.apply([received(8n), received(9n)]);
    void history.compare(chat, 8n);
    await answer([stored(9n), stored(3n)]);
    expect(core.byMid(8n).contentState).toBe('present');
  });

  it('asks about the last of several pages that were scrolled past', async () => {
    core.pipeline.apply([received(7n), received(8n), received(9n)]);
    for (const mid of [9n, 8n, 7n]) void history.compare(chat, mid);
    await settle();
    expect(asked()).toEqual([7n]);
    await answer([stored(7n)]);
    void history.compare(chat, 9n);
    await settle();
    expect(asked()).toEqual([7n, 9n]);
  });

  it('asks nothing about chats that do not exist', async () => {
    await history.pullNewest('u:nobody' as ConversationId);
    await history.pullEarlier('nonsense' as ConversationId);
    expect(mids(room)).toEqual([]);
    expect(link.sent).toEqual([]);
  });

  it('ends with the connection', async () => {
    core.pipeline.apply([received(1n)]);
    const pull = history.pullNewest(chat);
    await settle();
    link.disconnect();
    await pull;
    expect([mids(), isComplete()]).toEqual([[1n], false]);
  });

  it('knows whether a number is gone by what it answers, and not by silence alone', async () => {
    befriendWitness();
    const number = received(5n).mid;
    const told: (boolean | null)[] = [];
    const ask = async (script: Script): Promise<void> => {
      void history.isGone(chat, number).then((isGone) => told.push(isGone));
      await serve(script);
    };
    await ask(having([5n]));
    await ask(having([4n]));
    await ask((query) => (query.node === 'other' ? [stored(500n, 'other')] : 'silent'));
    let losses = 1;
    await ask((query) => (losses-- > 0 ? 'silent' : having([5n])(query)));
    void history.isGone(chat, number).then((isGone) => told.push(isGone));
    await settle();
    link.disconnect();
    await settle();
    expect(told).toEqual([false, true, true, null, null]);
  });
});
