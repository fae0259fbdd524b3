import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId, type MessageId } from '../../../main/domain/ids';
import { parseSearchQuery } from '../../../main/domain/search-query';
import type { AccountStore } from '../../../main/storage/account-store';
import type { MessageReader } from '../../../main/storage/message-reader';
import type { SearchReader } from '../../../main/storage/search-repository';
import type { ViewReader } from '../../../main/storage/view-reader';
import { chat, midOf, peer, self, sentAtNs, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const needle = 'needle-of-what-burns';
const [text, picture] = [toMessageId('text'), toMessageId('picture')];
const info = { mediaType: 'image/png', width: 4321, height: 20 } as const;

function keep(messageId: MessageId, isBurn = true): void {
  const isPicture = messageId === picture;
  const bytes = Uint8Array.from(Buffer.from(needle));
  core.store.transaction((write) =>
    write.messages.insert({
      messageId,
      conversationId: chat,
      author: self,
      isMine: true,
      viaRoom: null,
      cid: `cid of ${messageId}`,
      mid: midOf(isPicture ? 2n : 1n),
      clientId: null,
      sortNs: sentAtNs,
      place: sentAtNs,
      isUnread: false,
      arrivedAtMs: 0,
      content: isPicture ? { kind: 'image', info, bytes } : { kind: 'text', text: needle },
      replyTo: null,
      mentions: [peer],
      burnTerms: isBurn ? { seconds: 10, maxUnreadSeconds: 1 } : null,
      delivery: 'sent',
    }),
  );
}

const textOf = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString();

type Calls<Reader> = Readonly<Record<keyof Reader, (store: AccountStore) => unknown>>;
const latestMs = Number.MAX_SAFE_INTEGER;
const both = [text, picture];

/** Every call that reads messages, with the burn messages as what it is asked for: the compiler asks for each new one. */
const messageCalls: Calls<Omit<MessageReader, 'burnContents'>> = {
  byId: ({ messages }) => both.map((id) => messages.byId(id)),
  byMid: ({ messages }) => [1n, 2n].map((mid) => messages.byMid(chat, midOf(mid))),
  byCid: ({ messages }) => both.map((id) => messages.byCid(chat, self, `cid of ${id}`)),
  replacing: ({ messages }) => [1n, 2n].map((mid) => messages.replacing(chat, midOf(mid), 9)),
  isPlaceholder: ({ messages }) => both.map((id) => messages.isPlaceholder(id)),
  page: ({ messages }) => [
    messages.page(chat, null, { limit: 9 }),
    messages.page(chat, { place: 2n ** 62n, tieBreaker: 0n }, { limit: 9, alsoShown: both }),
  ],
  pageAfter: ({ messages }) =>
    messages.pageAfter(chat, { place: 0n, tieBreaker: 0n }, { limit: 9, alsoShown: both }),
  firstUnread: ({ messages }) => messages.firstUnread(chat),
  atTime: ({ messages }) => messages.atTime(chat, 0n),
  oldestNs: ({ messages }) => messages.oldestNs(chat),
  newest: ({ messages }) => messages.newest(chat),
  pinned: ({ messages }) => messages.pinned(chat, 9),
  saved: ({ messages }) => messages.saved(null, 9),
  savedCount: ({ messages }) => [messages.savedCount(chat), messages.savedCount(null)],
  oldestPlace: ({ messages }) => messages.oldestPlace(chat),
  newestPlace: ({ messages }) => messages.newestPlace(chat),
  newestMidOfAll: ({ messages }) => messages.newestMidOfAll(),
  newestMid: ({ messages }) => messages.newestMid(chat),
  midBefore: ({ messages }) =>
    both.map((messageId) => messages.midBefore({ conversationId: chat, messageId })),
  oldestMid: ({ messages }) => messages.oldestMid(chat),
  expectedOnServer: ({ messages }) => messages.expectedOnServer(chat, 2n ** 62n, 9),
  newestOwn: ({ messages }) => [messages.newestOwn(chat), messages.newestOwn(null)],
  attachmentOf: ({ messages }) => both.map((id) => textOf(messages.attachmentOf(id))),
  contentBytesOf: ({ messages }) => both.map((id) => messages.contentBytesOf(id)),
  unreadable: ({ messages }) => messages.unreadable(0, 9).map(({ kept }) => textOf(kept)),
  expired: ({ messages }) => messages.expired(latestMs),
  nextExpiryMs: ({ messages }) => messages.nextExpiryMs(),
};
const viewCalls: Calls<ViewReader> = {
  conversations: ({ views }) => views.conversations(null, 500),
  conversationsByIds: ({ views }) => views.conversationsByIds([chat]),
  conversationsShowing: ({ views }) => views.conversationsShowing([self, peer]),
  messagesByIds: ({ views }) => views.messagesByIds(both),
  messagesByNumbers: ({ views }) => {
    const numbers = [1n, 2n].map((mid) => ({ conversationId: chat, mid: midOf(mid) }));
    return numbers.map(views.messagesByNumbers(numbers));
  },
  replacements: ({ views }) => {
    const numbers = [1n, 2n].map((mid) => ({ conversationId: chat, mid: midOf(mid) }));
    return numbers.map(views.replacements(numbers));
  },
  answersTo: ({ views }) => views.answersTo(both),
  names: ({ views }) => views.names([self, peer]),
  people: ({ views }) => views.people([self, peer]),
};
const searchCalls: Calls<SearchReader> = {
  search({ search }) {
    const query = parseSearchQuery(needle);
    return query === null ? null : search.search({ query, conversationId: null, before: null, limit: 9 });
  },
};
const calls = Object.entries({ ...messageCalls, ...viewCalls, ...searchCalls });

const said = (answer: unknown): string =>
  JSON.stringify(answer, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? '';
const isTold = (answer: unknown): boolean => said(answer).includes(needle) || said(answer).includes('4321');

describe('what burn messages say', () => {
  it.each(calls)('is not told by %s', (_name, call) => {
    both.forEach((id) => keep(id));
    expect(isTold(call(core.store))).toBe(false);
  });

  it('is told by many of these calls of messages that stay', () => {
    both.forEach((id) => keep(id, false));
    const telling = calls.filter(([, call]) => isTold(call(core.store))).map(([name]) => name);
    expect(telling).toEqual([
      'byId',
      'byMid',
      'byCid',
      'page',
      'pageAfter',
      'newest',
      'newestOwn',
      'attachmentOf',
      'conversations',
      'conversationsByIds',
      'messagesByIds',
      'messagesByNumbers',
      'search',
    ]);
  });

  it('is read by one call, pictures included', () => {
    both.forEach((id) => keep(id));
    const contents = core.store.messages.burnContents(both);
    expect(contents.get(text)).toMatchObject({ text: needle, isCut: false, image: null, mentions: [peer] });
    expect(contents.get(picture)).toMatchObject({ text: null, image: info });
    expect(textOf(contents.get(picture)?.readBytes() ?? null)).toBe(needle);
  });

  it('is told by that call of nothing that stays, and nothing once it is gone', () => {
    keep(text, false);
    keep(picture);
    const kept = core.store.messages.burnContents(both).get(picture);
    core.store.transaction((write) => write.messages.erase(picture, 'burned', null));
    const left = core.store.messages.burnContents(both);
    expect([...left.keys()]).toEqual([picture]);
    expect(left.get(picture)).toMatchObject({ text: null, image: null, mentions: [] });
    expect([kept?.readBytes(), left.get(picture)?.readBytes()]).toEqual([null, null]);
  });
});
