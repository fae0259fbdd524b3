import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mutedForGood } from '../../../main/domain/chat-care';
import { toNodeId, type ConversationId } from '../../../main/domain/ids';
import type { StoreWriter } from '../../../main/storage/account-store';
import { miscounts } from '../../support/storage/recount';
import { chat, received, revoked, room, self, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  expect(miscounts((sql) => core.files.database.prepare<[], unknown>(sql).all())).toEqual([]);
  core.dispose();
});

const inRoom = { conversation: { kind: 'room', node: toNodeId('room') } } as const;
const from = (name: string) =>
  ({ conversation: { kind: 'user', node: toNodeId(name) }, author: toNodeId(name) }) as const;
const write = <T>(work: (writer: StoreWriter) => T): T => core.store.transaction(work);
const order = (): readonly ConversationId[] =>
  core.store.views.conversations(null, 500).map(({ conversation }) => conversation.conversationId);
const careOf = (id: ConversationId) => core.store.views.conversationsByIds([id])[0]?.care;
const tally = (): readonly number[] => {
  const { loud, quietMentions } = core.store.care.unreadTally();
  return [loud, quietMentions];
};

describe('pinned chats', () => {
  it('stand above all others, the last one pinned first, whatever is said and whatever the clocks say', () => {
    core.pipeline.apply([received(1n, from('a')), received(2n, from('b')), received(3n, from('c'))]);
    write(({ care }) => care.pin(chat));
    core.clock.jump(-86_400_000);
    write(({ care }) => care.pin(room));
    core.pipeline.apply([received(9n, from('c'))]);
    expect(order()).toEqual([room, chat, 'u:c', 'u:b', 'u:a']);
    write(({ care }) => care.pin(chat));
    expect(order().slice(0, 2)).toEqual([room, chat]);
    write(({ care }) => care.unpin(room));
    expect(order()).toEqual([chat, 'u:c', 'u:b', 'u:a', room]);
  });

  it('are where they were after a restart, and in pages of any length', () => {
    for (const name of ['a', 'b', 'c', 'd']) core.pipeline.apply([received(1n, from(name))]);
    for (const name of ['b', 'd', 'c']) write(({ care }) => care.pin(`u:${name}` as ConversationId));
    const whole = order();
    core.files.reopen();
    expect(order()).toEqual(whole);
    const first = core.store.views.conversations(null, 2);
    const last = first.at(-1);
    if (last === undefined) throw new Error('no page');
    const place = {
      pinRank: last.care.pinRank,
      lastActivityMs: last.lastActivityMs,
      conversationId: last.conversation.conversationId,
    };
    const rest = core.store.views.conversations(place, 500);
    expect([...first, ...rest].map(({ conversation }) => conversation.conversationId)).toEqual(whole);
    expect(whole.slice(0, 3)).toEqual(['u:c', 'u:d', 'u:b']);
  });
});

describe('the number on the tray', () => {
  it('counts nothing of a muted chat but who calls by name, apart', () => {
    core.pipeline.apply([received(1n), received(2n, inRoom), received(3n, { ...inRoom, mentions: [self] })]);
    expect(tally()).toEqual([3, 0]);
    write(({ care }) => care.mute(room, mutedForGood));
    expect(tally()).toEqual([1, 1]);
    core.pipeline.apply([received(4n, inRoom), received(5n, { ...inRoom, mentions: [self] })]);
    expect(tally()).toEqual([1, 2]);
    core.pipeline.apply([revoked(5n, inRoom)]);
    expect(tally()).toEqual([1, 1]);
    write(({ care }) => care.mute(room, 0));
    expect(tally()).toEqual([4, 0]);
  });

  it('loses what is put away, and has it again with the chat', () => {
    core.pipeline.apply([received(1n), received(2n)]);
    write(({ care }) => care.setArchived(chat, true));
    expect(tally()).toEqual([0, 0]);
    write(({ care }) => care.setArchived(chat, false));
    expect(tally()).toEqual([2, 0]);
  });

  it('counts a chat that is only marked once, and beside its unread messages not at all', () => {
    write(({ care }) => care.setMarkedUnread(chat, true));
    expect(tally()).toEqual([1, 0]);
    core.pipeline.apply([received(1n), received(2n)]);
    expect(tally()).toEqual([2, 0]);
    expect(core.readAll(chat)).toBe(true);
    expect([tally(), careOf(chat)?.isMarkedUnread]).toEqual([[0, 0], false]);
  });
});

describe('a mark', () => {
  it('stays over what comes and is taken back, and over a restart, and goes when somebody reads', () => {
    core.pipeline.apply([received(1n)]);
    core.readAll(chat);
    write(({ care }) => care.setMarkedUnread(chat, true));
    core.pipeline.apply([received(2n), revoked(2n), received(3n, { source: 'history' })]);
    core.files.reopen();
    expect(careOf(chat)?.isMarkedUnread).toBe(true);
    core.readAll(chat);
    expect(careOf(chat)?.isMarkedUnread).toBe(false);
  });
});

describe('an archived chat', () => {
  it('comes back with what is news, and with nothing else', () => {
    core.pipeline.apply([received(5n)]);
    core.readAll(chat);
    write(({ care }) => care.setArchived(chat, true));
    core.pipeline.apply([
      received(1n, { source: 'history' }),
      received(6n, { author: self, isMine: true }),
      revoked(5n),
    ]);
    expect(careOf(chat)?.isArchived).toBe(true);
    core.pipeline.apply([received(7n)]);
    expect(careOf(chat)?.isArchived).toBe(false);
  });

  it('stays put away while it is muted, also when somebody calls by name, and comes back with the next news after that', () => {
    write(({ care }) => care.mute(room, mutedForGood) && care.setArchived(room, true));
    core.pipeline.apply([received(1n, { ...inRoom, mentions: [self] })]);
    expect([careOf(room)?.isArchived, tally()]).toEqual([true, [0, 1]]);
    write(({ care }) => care.mute(room, 0));
    core.pipeline.apply([received(2n, inRoom)]);
    expect([careOf(room)?.isArchived, tally()]).toEqual([false, [2, 0]]);
  });

  it('is pinned no longer, and one that is pinned is archived no longer', () => {
    write(({ care }) => care.pin(chat) && care.setArchived(chat, true));
    expect(careOf(chat)).toMatchObject({ pinRank: 0, isArchived: true });
    write(({ care }) => care.pin(chat));
    expect(careOf(chat)).toMatchObject({ pinRank: 1, isArchived: false });
  });
});
