import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../../main/domain/ids';
import { Pacer } from '../../../main/platform/pacer';
import type { TimMessage } from '../../../main/protocol/packets';
import { sendMessage } from '../../../main/messaging/send-message';
import { TimClient } from '../../../main/session/tim-client';
import { History } from '../../../main/catch-up/history';
import { MissingMessages } from '../../../main/catch-up/missing-messages';
import { settle } from '../../support/fake-server';
import { chat, peer, received, room, sentAtNs, TestCore } from '../../support/test-core';
import { TestLink } from '../../support/test-link';

let core: TestCore;
let link: TestLink;
let history: History;
beforeEach(() => {
  core = new TestCore();
  core.store.transaction((write) => write.people.setRelation(peer, 'friend', ''));
  link = new TestLink(core.clock);
  const { store } = core;
  history = new History({
    store,
    client: new TimClient(link),
    pipeline: core.pipeline,
    clock: core.clock,
    pacer: new Pacer(core.clock, 0),
    eventReader: core.eventReader,
    changed: () => undefined,
    isConfirmed: ({ node }) => core.store.people.byNode(node)?.relation === 'friend',
  });
  const missing = new MissingMessages({
    store,
    pipeline: core.pipeline,
    clock: core.clock,
    lookAgain: (conversationId, messageIds) => history.lookAgain(conversationId, messageIds),
    changed: () => undefined,
  });
  history.compared.on((finding) => missing.found(finding));
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
    expect(core.byMid(2n).contentState).toBe('present');
    await answer([stored(3n), stored(1n)]);
    expect([asked(), core.byMid(2n)]).toMatchObject([[0n, 0n], { contentState: 'revoked', text: null }]);
  });

  it('takes nothing away that a late answer about another place of the same chat lacks', async () => {
    core.pipeline.apply([received(1n), received(2n), received(3n)]);
    void history.pullNewest(chat);
    await answer([stored(1n)]);
    await answer([stored(3n), stored(2n), stored(1n)]);
    expect(mids()).toEqual([3n, 2n, 1n]);
    expect([2n, 3n].map((mid) => core.byMid(mid).contentState)).toEqual(['present', 'present']);
    expect([asked(), history.isReconciled(chat)]).toEqual([[0n, 0n], true]);
  });

  it('takes nothing away, and is asked again later, when only the second answer lacks it', async () => {
    core.pipeline.apply([received(1n), received(2n), received(3n)]);
    void history.pullNewest(chat);
    await answer([stored(3n), stored(1n)]);
    await answer([stored(2n), stored(1n)]);
    expect([2n, 3n].map((mid) => core.byMid(mid).contentState)).toEqual(['present', 'present']);
    expect(history.isReconciled(chat)).toBe(false);
  });

  it('takes nothing away when the place does not answer a second time', async () => {
    core.pipeline.apply([received(1n), received(2n), received(3n)]);
    void history.pullNewest(chat);
    await answer([stored(3n), stored(1n)]);
    for (let turn = 0; turn < 20; turn += 1) {
      core.clock.advance(60_000);
      await settle();
    }
    expect([core.byMid(2n).contentState, history.isReconciled(chat)]).toEqual(['present', false]);
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
    void history.compare(chat, { fromMid: 8n, downToMid: 8n });
    await answer([stored(9n), stored(3n)]);
    expect(core.byMid(8n).contentState).toBe('present');
  });

  it('asks about the last of several pages that were scrolled past', async () => {
    core.pipeline.apply([received(7n), received(8n), received(9n)]);
    for (const mid of [9n, 8n, 7n]) void history.compare(chat, { fromMid: mid, downToMid: mid });
    await settle();
    expect(asked()).toEqual([7n]);
    await answer([stored(7n)]);
    void history.compare(chat, { fromMid: 9n, downToMid: 9n });
    await settle();
    expect(asked()).toEqual([7n, 9n]);
  });

  it('asks about a page once a connection, and again when it is in doubt', async () => {
    core.pipeline.apply([received(7n), received(8n), received(9n)]);
    const page = { fromMid: 9n, downToMid: 7n };
    const compare = async (): Promise<void> => {
      void history.compare(chat, page);
      await settle();
    };
    await compare();
    await answer([stored(9n), stored(8n), stored(7n)]);
    await compare();
    expect(asked()).toEqual([9n]);
    history.doubt(chat);
    await compare();
    expect(asked()).toEqual([9n, 9n]);
    await answer([stored(9n), stored(8n), stored(7n)]);
    history.connected();
    await compare();
    expect(asked()).toEqual([9n, 9n, 9n]);
  });

  it('asks again about a page that was doubted while its answer was under way', async () => {
    core.pipeline.apply([received(7n), received(8n), received(9n)]);
    const page = { fromMid: 9n, downToMid: 7n };
    void history.compare(chat, page);
    await settle();
    history.doubt(chat);
    await answer([stored(9n), stored(8n), stored(7n)]);
    void history.compare(chat, page);
    await settle();
    expect(asked()).toEqual([9n, 9n]);
  });

  it('asks only for what was not compared of a page', async () => {
    const sixty = Array.from({ length: 60 }, (_, index) => BigInt(60 - index));
    core.pipeline.apply(sixty.map((mid) => received(mid)));
    void history.compare(chat, { fromMid: 60n, downToMid: 51n });
    await answer(sixty.slice(0, 50).map((mid) => stored(mid)));
    void history.compare(chat, { fromMid: 60n, downToMid: 11n });
    void history.compare(chat, { fromMid: 20n, downToMid: 5n });
    await settle();
    expect(asked()).toEqual([60n, 10n]);
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
});
