import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toNodeId } from '../../../main/domain/ids';
import { sendMessage } from '../../../main/messaging/send-message';
import { settle } from '../../support/fake-server';
import { chat, peer, received } from '../../support/test-core';
import {
  descending,
  having,
  storedMessage,
  TestHistory,
  type HistoryScript,
} from '../../support/test-history';

let stage: TestHistory;
beforeEach(() => {
  stage = new TestHistory();
});
afterEach(() => {
  stage.dispose();
});
const mids = (): readonly (bigint | null)[] =>
  stage.core.store.messages.page(chat, null, { limit: 100 }).map(({ mid }) => mid);
const isComplete = (): boolean => stage.core.store.conversations.byId(chat)?.isHistoryComplete === true;

describe('silence', () => {
  it('T1: is not the beginning of a chat that is new here', async () => {
    void stage.history.pullNewest(chat);
    await stage.serve(() => 'silent');
    expect([mids(), isComplete(), stage.history.isReconciled(chat)]).toEqual([[], false, false]);
    void stage.history.pullNewest(chat);
    await stage.serve(having([3n, 2n]));
    expect([mids(), isComplete(), stage.history.isReconciled(chat)]).toEqual([[3n, 2n], true, true]);
  });

  it('once it is proven to be the beginning, is told to the window, and once only', async () => {
    void stage.history.pullNewest(chat);
    await stage.serve(() => 'silent');
    expect(stage.toldChats).toEqual([]);
    stage.history.noteEmpty(chat);
    stage.history.noteEmpty(chat);
    expect([stage.toldChats, isComplete()]).toEqual([[chat], true]);
  });

  it('T1: of one page while scrolling is no beginning, and the page is asked for again', async () => {
    stage.core.pipeline.apply([received(60n)]);
    const outcomes: string[] = [];
    void stage.history.pullEarlier(chat).then((outcome) => outcomes.push(outcome));
    let losses = 1;
    const server = having(descending(60, 60));
    await stage.serve((query) => (query.limit > 1 && losses-- > 0 ? 'silent' : server(query)));
    expect([outcomes, isComplete()]).toEqual([['done'], false]);
    expect(mids().length).toBeGreaterThan(10);
  });

  it('T1: at the beginning is told by what is above it', async () => {
    stage.core.pipeline.apply([received(60n), received(70n)]);
    void stage.history.pullEarlier(chat);
    await stage.serve(having([70n, 60n]));
    expect(isComplete()).toBe(true);
  });

  it('T1: of everything tells nothing, and the user hears so', async () => {
    stage.core.pipeline.apply([received(60n)]);
    const outcomes: string[] = [];
    void stage.history.pullEarlier(chat).then((outcome) => outcomes.push(outcome));
    await stage.serve(() => 'silent');
    await settle();
    expect([outcomes, isComplete()]).toEqual([['unknown'], false]);
  });

  it('T2: of pages whose answers are lost erases nothing of a small chat and asks nothing', async () => {
    stage.core.pipeline.apply([received(1n), received(2n), received(3n)]);
    stage.befriendWitness();
    const server = having([3n, 2n, 1n]);
    let losses = 2;
    void stage.history.pullNewest(chat);
    await stage.serve((query) =>
      query.node === 'other' ? [storedMessage(500n, 'other')] : losses-- > 0 ? 'silent' : server(query),
    );
    expect([stage.states(1n, 2n, 3n), stage.missing.count()]).toEqual([['present', 'present', 'present'], 0]);
    expect(stage.history.isReconciled(chat)).toBe(true);
  });

  it('T2: of two answers about twenty texts is no server that lost its data', async () => {
    const twenty = descending(20, 20);
    stage.core.pipeline.apply([...twenty].reverse().map((mid) => received(mid)));
    let losses = 2;
    const server = having(twenty);
    void stage.history.pullNewest(chat);
    await stage.serve((query) => (losses-- > 0 ? 'silent' : server(query)));
    expect([stage.missing.count(), new Set(stage.states(...twenty))]).toEqual([0, new Set(['present'])]);
  });

  it('T2: of a server that does not answer at all erases nothing and asks nothing', async () => {
    stage.core.pipeline.apply([received(1n), received(2n), received(3n)]);
    stage.befriendWitness();
    stage.isDeaf = true;
    void stage.history.pullNewest(chat);
    await stage.serve(() => 'silent');
    stage.link.disconnect();
    await settle();
    expect([stage.states(1n, 2n, 3n), stage.missing.count(), stage.history.isReconciled(chat)]).toEqual([
      ['present', 'present', 'present'],
      0,
      false,
    ]);
  });

  it('that lasts while another chat is answered means that a chat is empty', async () => {
    stage.core.pipeline.apply([received(1n)]);
    stage.befriendWitness();
    void stage.history.pullNewest(chat);
    await stage.serve(having([500n], 'other'));
    expect(stage.states(1n)).toEqual(['revoked']);
    expect(stage.history.isReconciled(chat)).toBe(true);
  });

  it('that lasts where no other history is known neither erases one message nor asks about it', async () => {
    stage.core.pipeline.apply([received(1n)]);
    void stage.history.pullNewest(chat);
    await stage.serve(() => 'silent');
    expect([stage.states(1n), stage.missing.count()]).toEqual([['present'], 0]);
  });

  it('T2: of four answers in a row means nothing where no other history is known', async () => {
    stage.core.pipeline.apply([received(1n), received(2n), received(3n)]);
    let losses = 4;
    void stage.history.pullNewest(chat);
    await stage.serve((query) => (losses-- > 0 ? 'silent' : having([3n, 2n, 1n])(query)));
    expect([stage.states(1n, 2n, 3n), stage.missing.count()]).toEqual([['present', 'present', 'present'], 0]);
  });
  it('T3: does not mean that an own message is not on the server', async () => {
    stage.core.pipeline.apply([received(1n)]);
    stage.befriendWitness();
    const written = sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'x' },
        burnSeconds: null,
        replyToId: null,
        mentions: [],
      },
      stage.core.messaging,
    );
    const outcomes: string[] = [];
    const look = (): void => {
      if (written.ok) void stage.history.lookFor(written.value).then((outcome) => outcomes.push(outcome));
    };
    look();
    await stage.serve((query) => (query.node === 'other' ? [storedMessage(500n, 'other')] : 'silent'));
    look();
    stage.isDeaf = true;
    await stage.serve(() => 'silent');
    stage.link.disconnect();
    await settle();
    stage.isDeaf = false;
    look();
    await stage.serve(having([1n]));
    expect(outcomes).toEqual(['absent', 'unclear', 'absent']);
  });
});

describe('T4: a chat that the server keeps from us', () => {
  const lookFor = async (script: HistoryScript): Promise<string> => {
    const written = sendMessage(
      {
        conversationId: chat,
        content: { kind: 'text', text: 'x' },
        burnSeconds: null,
        replyToId: null,
        mentions: [],
      },
      stage.core.messaging,
    );
    if (!written.ok) throw new Error(written.code);
    let outcome = 'none';
    void stage.history.lookFor(written.value).then((sighting) => (outcome = sighting));
    await stage.serve(script);
    return outcome;
  };

  it('is told by refusals, of which one may be meant for another question', async () => {
    stage.core.pipeline.apply([received(1n)]);
    expect(await lookFor(() => 'forbidden')).toBe('refused');
    let refusals = 2;
    expect(await lookFor((query) => (refusals-- > 0 ? 'forbidden' : having([1n])(query)))).toBe('unclear');
  });

  it('is told by silence about a former friend, to whom nothing can be sent twice', async () => {
    stage.befriendWitness();
    const written = lookFor((query) => (query.node === 'other' ? [storedMessage(500n, 'other')] : 'silent'));
    stage.core.store.transaction((write) => write.people.setRelation(peer, 'none', ''));
    expect(await written).toBe('absent');
  });
});

describe('T6: a second look', () => {
  const thirty = descending(30, 30);
  const loseAll = async (): Promise<void> => {
    stage.core.pipeline.apply([...thirty].reverse().map((mid) => received(mid)));
    stage.befriendWitness();
    void stage.history.pullNewest(chat);
    await stage.serve(having([500n], 'other'));
    expect(stage.missing.count()).toBe(30);
  };
  const decide = async (script: HistoryScript): Promise<readonly string[]> => {
    const outcomes: string[] = [];
    void stage.missing.resolve('erase').then((outcome) => outcomes.push(outcome));
    await stage.serve(script);
    return outcomes;
  };

  it('at a server that was restored erases nothing, whatever the user has decided', async () => {
    await loseAll();
    expect(await decide(having(thirty))).toEqual(['done']);
    expect([stage.missing.count(), new Set(stage.states(...thirty))]).toEqual([0, new Set(['present'])]);
  });

  it('erases what is gone for certain, and keeps what is there again', async () => {
    await loseAll();
    expect(await decide(having(descending(30, 10)))).toEqual(['done']);
    expect([stage.missing.count(), stage.states(30n, 21n, 20n, 1n)]).toEqual([
      0,
      ['present', 'present', 'revoked', 'revoked'],
    ]);
  });

  it('at a server that is still empty erases what the user decided', async () => {
    await loseAll();
    expect(await decide(having([500n], 'other'))).toEqual(['done']);
    expect([stage.missing.count(), new Set(stage.states(...thirty))]).toEqual([0, new Set(['revoked'])]);
  });

  it('at a server that says nothing leaves the question open', async () => {
    await loseAll();
    stage.isDeaf = true;
    expect(await decide(() => 'silent')).toEqual(['unknown']);
    expect([stage.missing.count(), new Set(stage.states(...thirty))]).toEqual([30, new Set(['present'])]);
  });
});

describe('T5: pages', () => {
  it('get smaller when the connection ends over one, and larger again when they come quickly', async () => {
    const limits: number[] = [];
    const all = descending(300, 300);
    const server = having(all);
    void stage.history.pullNewest(chat);
    await settle();
    stage.link.disconnect();
    await settle();
    void stage.history.pullNewest(chat);
    await settle();
    stage.link.disconnect();
    await settle();
    stage.core.pipeline.apply([received(1n)]);
    stage.forgetQuestions();
    void stage.history.pullNewest(chat);
    await stage.serve((query) => {
      limits.push(query.limit);
      return server(query);
    });
    expect(limits[0]).toBe(1);
    expect(Math.max(...limits)).toBeGreaterThan(1);
    expect(mids().length).toBeGreaterThan(25);
  });

  it('stay small, however quickly the newest messages of other chats come', async () => {
    stage.befriendWitness();
    void stage.history.pullNewest(chat);
    await settle();
    stage.link.disconnect();
    await settle();
    stage.forgetQuestions();
    const other = conversationIdOf({ kind: 'user', node: toNodeId('other') });
    const server: HistoryScript = (query) =>
      query.node === 'other' ? [storedMessage(500n, 'other')] : having(descending(60, 60))(query);
    for (let times = 0; times < 30; times += 1) {
      void stage.history.glance(other);
      await settle();
      stage.link.deliver({ type: 21, packet: { messageList: [storedMessage(500n, 'other')] } });
      await settle();
    }
    stage.forgetQuestions();
    const limits: number[] = [];
    void stage.history.pullNewest(chat);
    await stage.serve((query) => {
      limits.push(query.limit);
      return server(query);
    });
    expect(limits[0]).toBe(10);
  });
});

describe('a number', () => {
  it('knows whether a number is gone by what it answers, and not by silence alone', async () => {
    stage.befriendWitness();
    const number = received(5n).mid;
    const told: (boolean | null)[] = [];
    const ask = async (script: HistoryScript): Promise<void> => {
      void stage.history.isGone(chat, number).then((isGone) => told.push(isGone));
      await stage.serve(script);
    };
    await ask(having([5n]));
    await ask(having([4n]));
    await ask((query) => (query.node === 'other' ? [storedMessage(500n, 'other')] : 'silent'));
    let losses = 1;
    await ask((query) => (losses-- > 0 ? 'silent' : having([5n])(query)));
    void stage.history.isGone(chat, number).then((isGone) => told.push(isGone));
    await settle();
    stage.link.disconnect();
    await settle();
    expect(told).toEqual([false, true, true, null, null]);
  });
});

describe('a page of one message', () => {
  it('takes nothing away, and passes nothing by, when the late answer to the question for the newest message alone comes', async () => {
    stage.core.pipeline.apply([received(1n), received(2n), received(3n)]);
    const answers: HistoryScript[] = [() => 'silent', () => [storedMessage(3n)], having([3n, 2n, 1n])];
    const glance = stage.history.glance(chat);
    const script: HistoryScript = (query) =>
      (answers.length > 1 ? answers.shift() : answers[0])?.(query) ?? 'silent';
    await stage.serve(script);
    expect(await glance).toBe('silent');
    void stage.history.pullNewest(chat);
    await stage.serve(script);
    expect(stage.states(1n, 2n, 3n)).toEqual(['present', 'present', 'present']);
    expect(stage.history.isReconciled(chat)).toBe(true);
  });

  it('is believed when it says so twice', async () => {
    stage.core.pipeline.apply([received(1n), received(2n), received(3n)]);
    const glance = stage.history.glance(chat);
    await stage.serve(having([3n]));
    expect(await glance).toBe('changed');
    void stage.history.pullNewest(chat);
    await stage.serve(having([3n]));
    expect(stage.states(1n, 2n, 3n)).toEqual(['revoked', 'revoked', 'present']);
  });
});
