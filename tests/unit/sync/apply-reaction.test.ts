import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageReactedTo, MessageReceived, OwnReactionsCame } from '../../../main/domain/domain-event';
import { toNodeId, type NodeId } from '../../../main/domain/ids';
import { mostReactors, mostWaitingReactions } from '../../../main/domain/reaction';
import { deleteHere } from '../../../main/messaging/delete-message';
import { reactToMessage } from '../../../main/messaging/react-to-message';
import {
  burnContent,
  chat,
  midOf,
  peer,
  received,
  revoked,
  room,
  self,
  TestCore,
} from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const secondNs = 1_000_000_000n;
const startNs = 1_790_000_000n * secondNs;
/** Somebody reacts, one to one; later ones count. */
const reacted = (
  mid: bigint,
  emoji: string | null,
  { at = 1n, by = peer, ...change }: Partial<MessageReactedTo> & { readonly at?: bigint } = {},
): MessageReactedTo => ({
  kind: 'messageReactedTo',
  conversation: { kind: 'user', node: peer },
  by,
  claimedMid: midOf(mid),
  emoji,
  sentAtNs: startNs + at * secondNs,
  ...change,
});
const inRoom = { conversation: { kind: 'room', node: toNodeId('room') } } as const;
/** The same in a room, where it is a message with a number of its own. */
const reactedInRoom = (
  mid: bigint,
  to: bigint,
  {
    emoji = '👍',
    by = peer,
    ...change
  }: Partial<MessageReceived> & { emoji?: string | null; by?: NodeId } = {},
): MessageReceived =>
  received(mid, { ...inRoom, author: by, content: { kind: 'reaction', to: midOf(to), emoji }, ...change });
const said = (mid: bigint, conversationId = chat) =>
  core.store.reactions
    .of([core.byMid(mid, conversationId).messageId])
    .map(({ author, emoji }) => [author, emoji]);
const rawSigns = (): readonly string[] =>
  core.files.database
    .prepare<[], { what: Buffer | null }>('SELECT what FROM reaction')
    .all()
    .map(({ what }) => what?.toString('utf8') ?? '')
    .filter((what) => /\p{Extended_Pictographic}/u.test(what));
const ignored = (): number => core.logger.lines.filter((line) => line.startsWith('reaction ignored')).length;

describe('reactions to a message', () => {
  it('are one for each person, of which the newest counts in whatever order they come, and can be taken back', () => {
    core.pipeline.apply([received(1n), reacted(1n, '👍')]);
    expect(said(1n)).toEqual([[peer, '👍']]);
    core.pipeline.apply([reacted(1n, '😂', { at: 5n }), reacted(1n, '😮', { at: 3n })]);
    expect(said(1n)).toEqual([[peer, '😂']]);
    core.pipeline.apply([reacted(1n, null, { at: 6n }), reacted(1n, '😂', { at: 5n })]);
    expect(said(1n)).toEqual([]);
  });

  it('that come again change nothing, and nobody is told', () => {
    core.pipeline.apply([received(1n), reacted(1n, '👍')]);
    core.pipeline.apply([reacted(1n, '👍')]);
    expect(core.outcomes.at(-1)?.changes.messages.size).toBe(0);
  });

  it('are no news: nothing is unread, nothing is told on the desktop, and the chat keeps its place', () => {
    core.pipeline.apply([received(1n)]);
    core.readAll(chat);
    const before = core.store.views.conversationsByIds([chat]);
    core.pipeline.apply([reacted(1n, '👍')]);
    expect(core.outcomes.at(-1)?.arrived).toEqual([]);
    expect(core.store.views.conversationsByIds([chat])).toEqual(before);
  });

  it('that come before their message wait for it', () => {
    core.pipeline.apply([reacted(9n, '👍')]);
    core.pipeline.apply([received(9n)]);
    expect(said(9n)).toEqual([[peer, '👍']]);
  });

  it('go with the message that is revoked, and nothing can be said to it afterwards', () => {
    core.pipeline.apply([received(1n), reacted(1n, '👍'), revoked(1n)]);
    expect(rawSigns()).toEqual([]);
    core.pipeline.apply([reacted(1n, '😂', { at: 9n })]);
    expect(said(1n)).toEqual([]);
    expect(rawSigns()).toEqual([]);
    expect(ignored()).toBe(1);
  });

  it('that wait for a message go when the news is that it was revoked', () => {
    core.pipeline.apply([reacted(9n, '👍')]);
    expect(rawSigns()).toHaveLength(1);
    core.pipeline.apply([revoked(9n)]);
    expect(rawSigns()).toEqual([]);
  });

  it('go with the message that is deleted for oneself', async () => {
    core.pipeline.apply([received(1n), reacted(1n, '👍')]);
    await deleteHere([core.byMid(1n).messageId], core.messaging);
    expect(rawSigns()).toEqual([]);
  });

  it('are none where the message burns', () => {
    core.pipeline.apply([received(1n, burnContent('hot')), reacted(1n, '👍')]);
    expect(said(1n)).toEqual([]);
    expect(ignored()).toBe(1);
  });

  it('are nobody’s but the two of a chat, whatever number they name', () => {
    core.pipeline.apply([received(1n), reacted(1n, '👍', { by: toNodeId('stranger') })]);
    core.pipeline.apply([reacted(1n, '👍', { conversation: { kind: 'user', node: toNodeId('nobody') } })]);
    expect(said(1n)).toEqual([]);
    expect(core.store.conversations.byId('u:nobody' as typeof chat)).toBeNull();
    expect(ignored()).toBe(2);
  });

  it('to numbers that nobody knows are kept up to a limit for each person, and counted beyond', () => {
    const many = Array.from({ length: mostWaitingReactions + 5 }, (_value, index) =>
      reacted(BigInt(1_000 + index), '👍'),
    );
    core.pipeline.apply(many);
    expect(rawSigns()).toHaveLength(mostWaitingReactions);
    expect(ignored()).toBe(5);
    // Those whose messages have come make room again.
    core.pipeline.apply([received(1_000n), reacted(5_000n, '👍')]);
    expect(rawSigns()).toHaveLength(mostWaitingReactions + 1);
  });

  it('under the number of a copy are those of the message', () => {
    core.pipeline.apply([received(1n, { cid: 'one' }), received(2n, { cid: 'one' }), reacted(2n, '👍')]);
    expect(said(1n)).toEqual([[peer, '👍']]);
    core.pipeline.apply([revoked(1n)]);
    expect(rawSigns()).toEqual([]);
  });
});

describe('reactions in a room', () => {
  it('are messages that say nothing themselves: no row, no news, not the newest, not unread', () => {
    core.pipeline.apply([received(1n, inRoom)]);
    core.readAll(room);
    core.pipeline.apply([reactedInRoom(2n, 1n)]);
    expect(said(1n, room)).toEqual([[peer, '👍']]);
    expect(core.store.messages.page(room, null, { limit: 9 }).map(({ mid }) => mid)).toEqual([1n]);
    expect(core.store.messages.newest(room)?.mid).toBe(1n);
    expect(core.store.conversations.unreadCount(room)).toBe(0);
    expect(core.outcomes.at(-1)?.arrived).toEqual([]);
    // It is known, so that the history does not ask for it for ever.
    expect(core.store.messages.newestMid(room)).toBe(2n);
    expect(core.byMid(2n, room)).toMatchObject({ contentState: 'folded', text: null });
  });

  it('come out of the history in its order, which is the wrong way round', () => {
    core.pipeline.apply([
      reactedInRoom(4n, 1n, { emoji: null, source: 'history' }),
      reactedInRoom(3n, 1n, { emoji: '😂', source: 'history' }),
      reactedInRoom(2n, 1n, { by: toNodeId('other'), source: 'history' }),
      received(1n, { ...inRoom, source: 'history' }),
    ]);
    expect(said(1n, room)).toEqual([['other', '👍']]);
  });

  it('go with their message, and the last own message is never one of them', () => {
    core.pipeline.apply([
      received(1n, inRoom),
      reactedInRoom(2n, 1n),
      reactedInRoom(3n, 1n, { by: self, isMine: true }),
    ]);
    expect(core.store.messages.newestOwn(room)).toBeNull();
    core.pipeline.apply([revoked(1n, inRoom)]);
    expect(rawSigns()).toEqual([]);
  });

  it('are kept of so many people for one message, and counted beyond', () => {
    core.pipeline.apply([received(1n, inRoom)]);
    core.pipeline.apply(
      Array.from({ length: mostReactors + 3 }, (_value, index) =>
        reactedInRoom(BigInt(index + 2), 1n, { by: toNodeId(`member-${index}`) }),
      ),
    );
    expect(said(1n, room)).toHaveLength(mostReactors);
    expect(ignored()).toBe(3);
  });
});

describe('reactions that another device of the account tells', () => {
  const own = (mid: bigint, emoji: string | null, at: bigint): OwnReactionsCame => ({
    kind: 'ownReactionsCame',
    said: [{ peer, mid: midOf(mid), emoji, saidAtNs: startNs + at * secondNs }],
  });

  it('are what the user says: the newest holds, in whatever order they come, and can be taken back', () => {
    core.pipeline.apply([received(1n), own(1n, '😂', 5n), own(1n, '👍', 3n)]);
    expect(said(1n)).toEqual([[self, '😂']]);
    core.pipeline.apply([own(1n, null, 6n)]);
    expect(said(1n)).toEqual([]);
  });

  it('of the same moment end in the same one, in whatever order they come', () => {
    core.pipeline.apply([received(1n), own(1n, '😂', 5n), own(1n, '👍', 5n)]);
    const first = said(1n);
    core.pipeline.apply([received(2n), own(2n, '👍', 5n), own(2n, '😂', 5n)]);
    expect(said(2n)).toEqual(first);
  });

  it('are told to nobody again, and give way to what the user says here, however far ahead the clock of that device is', () => {
    core.pipeline.apply([received(1n), own(1n, '😂', 1_000_000n)]);
    expect(core.store.reactions.owedToDevices(9)).toEqual([]);
    reactToMessage(core.byMid(1n).messageId, '👍', core.messaging);
    expect(said(1n)).toEqual([[self, '👍']]);
    core.pipeline.apply([own(1n, '😂', 1_000_000n)]);
    expect(said(1n)).toEqual([[self, '👍']]);
  });

  it('wait for their message, and are dropped where it is gone, or the chat is not here', () => {
    core.pipeline.apply([received(1n), own(2n, '👍', 1n), received(2n)]);
    expect(said(2n)).toEqual([[self, '👍']]);
    core.pipeline.apply([revoked(2n), own(2n, '😂', 2n)]);
    core.pipeline.apply([
      {
        kind: 'ownReactionsCame',
        said: [{ peer: toNodeId('nobody'), mid: midOf(1n), emoji: '👍', saidAtNs: startNs }],
      },
    ]);
    expect([rawSigns(), ignored()]).toEqual([[], 2]);
  });
});
