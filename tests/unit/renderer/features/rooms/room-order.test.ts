import { flushPromises } from '@vue/test-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConversationView } from '../../../../../preload/contract/views';
import { NameBook } from '../../../../../renderer/base/names/name-book';
import { readName } from '../../../../../renderer/base/names/name-reading';
import { inNameOrder } from '../../../../../renderer/features/rooms/room-order';
import { aChat } from '../../views';

const aRoom = (title: string, patch: Partial<ConversationView> = {}): ConversationView =>
  aChat({ kind: 'room', conversationId: `r:${title}`, title, ...patch });
const titles = (rooms: readonly ConversationView[]): readonly string[] => rooms.map(({ title }) => title);
const book = new NameBook((some) => Promise.resolve(some.map(readName)));
const compare = (one: string, other: string): number => book.compare(one, other);
beforeAll(async () => {
  book.learn(['周会', '阿里', '茶水间', '百货', '新人', '会议室']);
  await flushPromises();
});

/** Compares, and counts how often. */
function counting() {
  const counter = { count: 0 };
  const compareNames = (one: string, other: string): number => {
    counter.count += 1;
    return compare(one, other);
  };
  return { counter, compareNames };
}

describe('the order of rooms', () => {
  it('is by pinyin, and leaves people out', () => {
    const chats = [aRoom('周会'), aRoom('Beta'), aRoom('阿里'), aRoom('茶水间'), aChat({ title: '安' })];
    expect(titles(inNameOrder([], chats, compare))).toEqual(['阿里', 'Beta', '茶水间', '周会']);
  });

  it('takes new, renamed and left rooms into account, and what changed of the others', () => {
    const before = inNameOrder([], [aRoom('阿里'), aRoom('茶水间'), aRoom('周会')], compare);
    const renamed = aRoom('百货', { conversationId: 'r:周会' });
    const chats = [renamed, aRoom('茶水间', { unreadCount: 7 }), aRoom('新人')];
    const after = inNameOrder(before, chats, compare);
    expect(titles(after)).toEqual(['百货', '茶水间', '新人']);
    expect(after[1]?.unreadCount).toBe(7);
  });

  it('compares no names when only something else changed, and few for one new name, among a thousand rooms', () => {
    const rooms = Array.from({ length: 1_000 }, (_, index) => aRoom(`房间 ${index}`));
    const before = inNameOrder([], rooms, compare);
    const { counter, compareNames } = counting();
    const read = rooms.map((room, index) => (index === 500 ? { ...room, unreadCount: 1 } : room));
    const after = inNameOrder(before, [...read].reverse(), compareNames);
    expect([titles(after), counter.count]).toEqual([titles(before), 0]);
    const withNew = inNameOrder(after, [aRoom('会议室'), ...read], compareNames);
    expect(withNew).toHaveLength(1_001);
    expect(counter.count).toBeLessThanOrEqual(11);
  });

  it('is the same for rooms of the same name', () => {
    const twins = [aRoom('周会', { conversationId: 'r:b' }), aRoom('周会', { conversationId: 'r:a' })];
    expect(inNameOrder([], twins, compare).map(({ conversationId }) => conversationId)).toEqual([
      'r:a',
      'r:b',
    ]);
  });
});
