import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../../../renderer/app/one-line';
import { NameBook } from '../../../../../renderer/app/names/name-book';
import { readName } from '../../../../../renderer/app/names/name-reading';
import {
  emptyList,
  previewText,
  unreadTotal,
  visibleChats,
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

describe('chat list', () => {
  it('filters by kind and by unread', () => {
    expect(idsOf(visibleChats(chats, 'all', book.finder('')))).toEqual(['a', 'b', 'c']);
    expect(idsOf(visibleChats(chats, 'unread', book.finder('')))).toEqual(['a', 'c']);
    expect(idsOf(visibleChats(chats, 'friends', book.finder('')))).toEqual(['a', 'b']);
    expect(idsOf(visibleChats(chats, 'rooms', book.finder('')))).toEqual(['c']);
  });

  it('searches any part of a title without looking at the case', () => {
    expect(idsOf(visibleChats(chats, 'all', book.finder(' moreau ')))).toEqual(['b']);
    expect(idsOf(visibleChats(chats, 'all', book.finder('评')))).toEqual(['c']);
  });

  it('adds up what is unread', () => {
    expect(unreadTotal(chats)).toBe(7);
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
