import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../../../renderer/base/one-line';
import { NameBook } from '../../../../../renderer/base/names/name-book';
import { readName } from '../../../../../renderer/base/names/name-reading';
import { chatFolders } from '../../../../../preload/contract/chat-care-views';
import { deedGroups } from '../../../../../renderer/features/chat-list/chat-deeds';
import {
  archivedOf,
  byListPlace,
  emptyList,
  previewText,
  unreadTotal,
  visibleChats,
  type ShownPart,
} from '../../../../../renderer/features/chat-list/view-model';
import { aChat } from '../../views';

const chats = [
  aChat({ conversationId: 'a', title: '周一帆', unreadCount: 2 }),
  aChat({ conversationId: 'b', title: 'Alice Moreau' }),
  aChat({ conversationId: 'c', title: '产品评审群', kind: 'room', unreadCount: 5 }),
];
const idsOf = (list: readonly { readonly conversationId: string }[]) =>
  list.map((chat) => chat.conversationId);

const book = new NameBook((some) => Promise.resolve(some.map(readName)));

/** What the list shows. */
const shown = (
  part: ShownPart,
  {
    typed = '',
    keptId = null,
    all = chats,
  }: { typed?: string; keptId?: string | null; all?: typeof chats } = {},
) => visibleChats(all, { part, fits: book.finder(typed), isSearching: typed.trim() !== '', keptId });

describe('chat list', () => {
  it('filters by kind and by unread', () => {
    expect(idsOf(shown('all'))).toEqual(['a', 'b', 'c']);
    expect(idsOf(shown('unread'))).toEqual(['a', 'c']);
    expect(idsOf(shown('friends'))).toEqual(['a', 'b']);
    expect(idsOf(shown('rooms'))).toEqual(['c']);
  });

  it('searches any part of a title without looking at the case', () => {
    expect(idsOf(shown('all', { typed: ' moreau ' }))).toEqual(['b']);
    expect(idsOf(shown('all', { typed: '评' }))).toEqual(['c']);
  });

  it('adds up what is unread', () => {
    expect(unreadTotal(chats, true)).toBe(7);
  });

  it('keeps what was put away out of every folder, and finds it by its name', () => {
    const withArchive = [
      ...chats,
      aChat({ conversationId: 'd', title: '旧项目', isArchived: true, unreadCount: 1 }),
    ];
    for (const part of chatFolders) expect(idsOf(shown(part, { all: withArchive }))).not.toContain('d');
    expect(idsOf(shown('archive', { all: withArchive }))).toEqual(['d']);
    expect(idsOf(shown('all', { all: withArchive, typed: '旧' }))).toEqual(['d']);
    expect(archivedOf(withArchive)).toEqual({ count: 1, unreadChats: 1 });
  });

  it('keeps a chat that is being read among the unread ones, and has those that are only marked there', () => {
    expect(idsOf(shown('unread', { keptId: 'b' }))).toEqual(['a', 'b', 'c']);
    const marked = [aChat({ conversationId: 'm', isMarkedUnread: true })];
    expect(idsOf(shown('unread', { all: marked }))).toEqual(['m']);
  });

  it('counts what is muted or put away only where somebody calls by name, and that if it is wanted', () => {
    const quiet = [
      aChat({ unreadCount: 9, unreadMentionCount: 2, mute: { untilMs: null } }),
      aChat({ unreadCount: 4, unreadMentionCount: 1, isArchived: true }),
      aChat({ isMarkedUnread: true }),
      aChat({ isMarkedUnread: true, mute: { untilMs: 5 } }),
      aChat({ unreadCount: 3, isMarkedUnread: true }),
    ];
    expect([unreadTotal(quiet, true), unreadTotal(quiet, false)]).toEqual([7, 4]);
  });

  it('has the pinned ones first, the last one pinned above, and the others by what was said last, as main has it', () => {
    const rows = [
      aChat({ conversationId: 'old', lastActivityMs: 1 }),
      aChat({ conversationId: 'first', lastActivityMs: 2, pinRank: 1 }),
      aChat({ conversationId: 'new', lastActivityMs: 9 }),
      aChat({ conversationId: 'second', lastActivityMs: 0, pinRank: 2 }),
    ];
    expect(idsOf([...rows].sort(byListPlace))).toEqual(['second', 'first', 'new', 'old']);
  });

  it('offers of each deed what makes sense, eight at most, with what cannot be had back last', () => {
    const plain = deedGroups(aChat({}));
    expect(plain).toEqual([
      ['pin', 'markUnread', 'archive'],
      ['muteHour', 'muteEightHours', 'muteAlways'],
      ['delete'],
    ]);
    expect(plain.flat().length).toBeLessThanOrEqual(8);
    const cared = aChat({ pinRank: 1, isMarkedUnread: true, isArchived: true, mute: { untilMs: null } });
    expect(deedGroups(cared)).toEqual([['unpin', 'markRead', 'unarchive'], ['unmute'], ['delete']]);
  });

  it('says nothing of the content of burn messages', () => {
    expect(previewText({ kind: 'burn' }, false)).toEqual({
      kind: 'key',
      key: 'preview.burn',
      name: '',
      isEmber: true,
    });
    expect(previewText({ kind: 'burned' }, false)).toEqual({
      kind: 'key',
      key: 'preview.burned',
      name: '',
      isEmber: false,
    });
  });

  it('tells who revoked, by name in a room', () => {
    expect(previewText({ kind: 'revoked', byMe: true, authorName: 'me' }, true)).toMatchObject({
      key: 'preview.revokedByMe',
    });
    const theirs = { kind: 'revoked', byMe: false, authorName: '王磊' } as const;
    expect(previewText(theirs, false)).toMatchObject({ key: 'preview.revokedByPeer', name: '' });
    expect(previewText(theirs, true)).toMatchObject({
      key: 'preview.revokedBy',
      name: '王磊',
    });
  });

  it('prints the beginning of a text as one line', () => {
    expect(oneLine('  a\n\tb  ')).toBe('a b');
    expect(oneLine('x'.repeat(10_000)).length).toBeLessThanOrEqual(120);
  });

  it('offers an action in every empty state', () => {
    expect(emptyList('all', '')).toEqual({ sentenceKey: 'chatList.empty', actionKey: 'chatList.addFriend' });
    expect(emptyList('all', 'x')).toEqual({ sentenceKey: 'chatList.noMatch', actionKey: 'chatList.clear' });
    expect(emptyList('unread', '').actionKey).toBe('chatList.showAll');
  });
});
