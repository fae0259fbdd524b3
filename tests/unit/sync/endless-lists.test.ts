import { beforeEach, describe, expect, it } from 'vitest';
import { conversationIdOf } from '../../../main/domain/conversation';
import { toConversationId, toNodeId } from '../../../main/domain/ids';
import { mostChats, mostChatsWithStrangers, mostEntries } from '../../../main/domain/list-limits';
import type { Directory } from '../../../main/catch-up/directory';
import { leftOutCount } from '../../../main/sync/left-out';
import { received, revoked, self, type TestCore } from '../../support/test-core';
import { TestDirectory } from '../../support/test-directory';

let core: TestCore;
let directory: Directory;
let link: TestDirectory['link'];
let answer: TestDirectory['answer'];
beforeEach(() => {
  const test = new TestDirectory();
  ({ core, directory, link, answer } = test);
  return () => test.dispose();
});

const many = (name: string, count = 100_000): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index}`);
const rosterIs = async (nodelist: readonly string[]): Promise<void> => {
  void directory.refreshRoster();
  await answer({ ntype: 1, nodelist: [...nodelist] });
};
const roomsAre = async (nodelist: readonly string[], wanted: string | null = null): Promise<void> => {
  void directory.rooms.refresh(wanted === null ? null : toNodeId(wanted));
  await answer({ ntype: 2, nodelist: [...nodelist] });
};
const roomCount = (): number => core.store.conversations.all().filter(({ kind }) => kind === 'room').length;
const isFriend = (node: string): boolean => core.store.people.byNode(toNodeId(node))?.relation === 'friend';
const request = (node: string) =>
  ({ kind: 'friendRequested', node: toNodeId(node), greeting: 'hi' }) as const;
const says = (sender: string, mid: number) => {
  const node = toNodeId(sender);
  return received(BigInt(mid), { conversation: { kind: 'user', node }, author: node });
};
/** Each of so many senders says something. */
const flood = (count: number): void => {
  for (let start = 0; start < count; start += 5_000) {
    core.pipeline.apply(
      Array.from({ length: Math.min(5_000, count - start) }, (_, index) =>
        says(`sender${start + index}`, start + index + 1),
      ),
    );
  }
};
const hasChat = (node: string): boolean =>
  core.store.conversations.byId(conversationIdOf({ kind: 'user', node: toNodeId(node) })) !== null;
const ask = (nodes: readonly string[]): void => core.pipeline.apply(nodes.map(request));

describe('lists without an end', () => {
  it('T46: of a hundred thousand friends twelve thousand are kept, those who were known first', async () => {
    await rosterIs(['old']);
    await rosterIs([...many('friend'), 'old']);
    expect(core.store.people.friends()).toHaveLength(mostEntries.friends);
    expect([isFriend('old'), isFriend('friend0'), isFriend('friend99999')]).toEqual([true, true, false]);
    expect(leftOutCount(core.store, 'friends')).toBe(100_001 - mostEntries.friends);
    expect(core.changes.some(({ hasLeftOut }) => hasLeftOut)).toBe(true);
    await rosterIs(['old']);
    expect(leftOutCount(core.store, 'friends')).toBe(0);
  });

  it('T46: thousands of new friends come in commits that hold nothing up', async () => {
    await rosterIs(many('friend', 1_000));
    const told = core.changes.filter(({ conversations }) => conversations.size > 0).length;
    expect(told).toBe(5);
    await rosterIs(many('friend', 1_000));
    expect(core.changes.filter(({ conversations }) => conversations.size > 0)).toHaveLength(told);
    expect(directory.isConfirmed({ kind: 'user', node: toNodeId('friend999') })).toBe(true);
  });

  it('T46: of a hundred thousand rooms a thousand are kept, and the one that was just joined', async () => {
    await roomsAre([...many('other'), 'joined'], 'joined');
    // One was there before and is in no list.
    expect(roomCount()).toBe(mostEntries.rooms + 1);
    expect(core.store.conversations.all().some(({ node }) => node === 'joined')).toBe(true);
    expect(leftOutCount(core.store, 'rooms')).toBe(100_001 - mostEntries.rooms);
  });

  it('T46: topics are asked for in questions of a bearable size', async () => {
    await roomsAre(many('room', 120));
    const { packet } = link.sent.at(-1) ?? { packet: null };
    expect(packet).toMatchObject({ nodelist: many('room', 50) });
  });

  it('T46: lists that name others each time make no chats without end', async () => {
    for (const name of ['a', 'b']) await rosterIs(many(name, mostEntries.friends));
    expect(core.store.conversations.count()).toBe(mostChats);
    core.store.transaction((write) => write.people.setRelation(toNodeId('asked'), 'outgoing', ''));
    await rosterIs([...many('e', 10), 'asked']);
    expect(isFriend('asked')).toBe(true);
    expect(core.store.conversations.count()).toBe(mostChats + 1);
    expect(leftOutCount(core.store, 'friends')).toBe(10);
  });

  it('T46: requests of thousands of strangers are kept to what somebody can answer, and the rest is counted', () => {
    ask(many('stranger', 3_000));
    expect(core.store.people.incomingCount()).toBe(mostEntries.requests);
    expect(leftOutCount(core.store, 'requests')).toBe(3_000 - mostEntries.requests);
    // Nobody is told on the desktop about what is not there.
    expect(core.outcomes[0]?.friendRequests.size).toBe(mostEntries.requests);
    expect(core.outcomes[0]?.strangers.size).toBe(mostEntries.requests);
  });

  it('T46: the count of requests that were left out begins anew when all others are answered', () => {
    ask(many('stranger', mostEntries.requests + 5));
    for (const node of many('stranger', mostEntries.requests)) {
      core.store.transaction((write) => write.people.setRelation(toNodeId(node), 'none', ''));
    }
    ask(['expected']);
    expect([leftOutCount(core.store, 'requests'), core.store.people.incomingCount()]).toEqual([0, 1]);
  });

  it('T46: messages of a hundred thousand senders make no chats without end, and the rest is counted', () => {
    flood(100_000);
    const { conversations, people } = core.store;
    expect(conversations.count()).toBe(mostChatsWithStrangers);
    // Two chats were there before.
    expect(leftOutCount(core.store, 'strangers')).toBe(100_002 - mostChatsWithStrangers);
    expect(core.outcomes.some(({ changes }) => changes.hasLeftOut)).toBe(true);
    // Of whoever was left out nothing is kept, and nobody asks for a name.
    expect(people.byNode(toNodeId('sender99999'))).toBeNull();
    expect(core.outcomes.at(-1)?.strangers.size).toBe(0);
    expect(core.outcomes.at(-1)?.arrived).toEqual([]);
  }, 60_000);

  it('T46: a flood of strangers shuts out no friend, nobody who was asked, and none of our own devices', () => {
    flood(mostChatsWithStrangers);
    core.store.transaction((write) => {
      write.people.setRelation(toNodeId('friend'), 'friend', '');
      write.people.setRelation(toNodeId('asked'), 'outgoing', '');
    });
    const mine = { ...says('written to', 20_003), author: self, isMine: true };
    core.pipeline.apply([says('friend', 20_001), says('asked', 20_002), mine, says('sender13999', 20_004)]);
    expect(['friend', 'asked', 'written to', 'sender13999'].map(hasChat)).toEqual([true, true, true, false]);
    // Whoever has a chat goes on writing into it.
    core.pipeline.apply([says('sender1', 20_005)]);
    expect(core.store.conversations.unreadCount(toConversationId('u:sender1'))).toBe(2);
  }, 60_000);

  it('T46: commands of a hundred thousand senders about what never came make no chats without end either', () => {
    flood(mostChatsWithStrangers);
    const node = toNodeId('stranger');
    core.pipeline.apply([revoked(7n, { conversation: { kind: 'user', node }, by: node })]);
    expect(hasChat('stranger')).toBe(false);
  }, 60_000);
});
