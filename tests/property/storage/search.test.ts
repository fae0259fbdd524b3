import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId } from '../../../main/domain/ids';
import { matchesQuery, parseSearchQuery, rangesOf } from '../../../main/domain/search-query';
import { searchedPart } from '../../../main/domain/search-text';
import { isIndexable } from '../../../main/domain/search-terms';
import type { StoreWriter } from '../../../main/storage/account-store';
import { TestStore } from '../../support/test-store';
import { chat, peer, sentAtNs } from '../../support/test-core';

let files: TestStore;
beforeEach(() => {
  files = new TestStore();
  files.store.transaction((write) => write.conversations.ensure({ kind: 'user', node: peer }));
});
afterEach(() => {
  files.dispose();
});

const insertIn = (write: StoreWriter, id: string, [text, place]: readonly [string, number]): void =>
  write.messages.insert({
    messageId: toMessageId(id),
    conversationId: chat,
    author: peer,
    isMine: false,
    viaRoom: null,
    cid: id,
    mid: null,
    clientId: null,
    sortNs: sentAtNs + BigInt(place) * 10_000_000_000_000n,
    place: BigInt(place),
    isUnread: false,
    arrivedAtMs: place,
    content: { kind: 'text', text },
    replyTo: null,
    mentions: [],
    burnTerms: null,
    delivery: 'sent',
  });

/** Few different characters, so that phrases happen and almost happen: scripts, widths, joiners, punctuation, pictographs. */
const unit = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'密 码 本 机 房 门'.split(' ')) },
  { weight: 4, arbitrary: fc.constantFrom(...'a b A B 1 2'.split(' ')) },
  { weight: 3, arbitrary: fc.constantFrom(' ', '，', '.', '\n', '\u3000', '-') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'カ',
      'ｶ',
      'ﾞ',
      'ー',
      '한',
      '\u1112\u1161',
      'Ａ',
      'é',
      'e\u0301',
      'ﬁ',
      '𠮷',
      'ไ',
      'ท',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom('😀', '👍🏽', '❤\ufe0f', '\u200d', '"', '*') },
);
const phrase = fc.string({ unit, minLength: 1, maxLength: 24 });

/** A piece of one of the texts, or a phrase of its own. */
const typedFrom = (texts: readonly string[]) =>
  fc.oneof(
    phrase,
    fc
      .tuple(fc.constantFrom(...texts), fc.nat(24), fc.integer({ min: 1, max: 6 }))
      .map(([text, start, length]) =>
        [...text].slice(start % text.length, (start % text.length) + length).join(''),
      ),
  );

describe('the search', () => {
  it('finds what reading every text finds, whatever was erased in between', () => {
    fc.assert(
      fc.property(
        fc.array(phrase, { minLength: 5, maxLength: 40 }).chain((texts) =>
          fc.record({
            texts: fc.constant(texts),
            erased: fc.uniqueArray(fc.nat(texts.length - 1), { maxLength: texts.length - 1 }),
            typed: fc.array(typedFrom(texts), { minLength: 1, maxLength: 12 }),
          }),
        ),
        ({ texts, erased, typed }) => {
          const run = files.value('SELECT count(*) FROM message');
          const nameOf = (index: number): string => `${String(run)}-${index}`;
          files.store.transaction((write) =>
            texts.forEach((text, index) => insertIn(write, nameOf(index), [text, index])),
          );
          for (const index of erased)
            files.store.transaction((write) =>
              write.messages.erase(toMessageId(nameOf(index)), 'revoked', null),
            );
          const present = new Map(
            [...texts.entries()].filter(([index, text]) => !erased.includes(index) && isIndexable(text)),
          );
          for (const words of typed) {
            const query = parseSearchQuery(words);
            if (query === null) continue;
            const { messages } = files.store.search.search({
              query,
              conversationId: null,
              before: null,
              limit: 1_000,
            });
            const expected = [...present].filter(([, text]) => matchesQuery(text, query));
            expect(messages.map(({ messageId }) => messageId).sort()).toEqual(
              expected.map(([index]) => nameOf(index)).sort(),
            );
          }
          for (const index of texts.keys())
            files.store.transaction((write) =>
              write.messages.erase(toMessageId(nameOf(index)), 'revoked', null),
            );
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('marks every part where it stands', () => {
    fc.assert(
      fc.property(phrase, phrase, (text, typed) => {
        const query = parseSearchQuery(typed);
        if (query === null) return;
        const ranges = rangesOf(text, query);
        expect(ranges.length > 0).toBe(matchesQuery(text, query));
        for (const { start, length } of ranges) {
          expect(length).toBeGreaterThan(0);
          expect(start + length).toBeLessThanOrEqual(searchedPart(text).length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
