import Driver from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId } from '../../../main/domain/ids';
import { parseSearchQuery } from '../../../main/domain/search-query';
import { searchTerms } from '../../../main/domain/search-terms';
import type { StoreWriter } from '../../../main/storage/account-store';
import { SeededChance } from '../../support/seeded-chance';
import { chat, peer, sentAtNs } from '../../support/test-core';
import { inFastFolder } from '../../support/fast-folder';
import { TestStore } from '../../support/test-store';

const messages = 3_000;
/** Shortest term that counts as a leftover, bytes: shorter ones are in any megabyte by chance. */
const termBytes = 6;
const pieceBytes = 12;

let files: TestStore;
beforeEach(() => {
  // Hundreds of erasures empty the log, which waits for the disk each time.
  files = inFastFolder(() => new TestStore());
  files.store.transaction((write) => write.conversations.ensure({ kind: 'user', node: peer }));
});
afterEach(() => {
  files.dispose();
});

const insert = (write: StoreWriter, place: number, text: string): void =>
  write.messages.insert({
    messageId: toMessageId(`m${place}`),
    conversationId: chat,
    author: peer,
    isMine: false,
    viaRoom: null,
    cid: null,
    mid: null,
    clientId: null,
    // Days that come and go, as when history comes in between.
    sortNs: sentAtNs + BigInt(place % 40) * 86_400_000_000_000n,
    place: BigInt(place),
    isUnread: false,
    arrivedAtMs: place,
    content: { kind: 'text', text },
    replyTo: null,
    mentions: [],
    burnTerms: null,
    delivery: 'sent',
  });

/** Chinese and words; the words of one text share a beginning that no other text has, which is what FTS5 might keep. */
function secretText(chance: SeededChance): string {
  const letters = (length: number): string =>
    Array.from({ length }, () => String.fromCharCode(97 + chance.below(26))).join('');
  const chinese = (length: number): string =>
    Array.from({ length }, () => String.fromCharCode(0x4e00 + chance.below(0x51a5))).join('');
  const beginning = letters(6);
  const parts = Array.from({ length: 1 + chance.below(12) }, () =>
    chance.below(2) === 0 ? beginning + letters(1 + chance.below(6)) : chinese(2 + chance.below(8)),
  );
  return parts.join(' ');
}

/** Every page as SQLite sees it, decrypted: the tables of the index, free space inside pages and free pages. */
function decryptedPages(): string {
  const driver = new Driver(files.file);
  try {
    driver.pragma(`cipher = 'chacha20'`);
    driver.pragma(`key = 'raw:${Buffer.from(files.key).toString('hex')}'`);
    return driver.serialize().toString('latin1');
  } finally {
    driver.close();
  }
}

const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** What must not be anywhere: long terms, and every piece of the text. */
function tracesOf(texts: Iterable<string>): ReadonlySet<string> {
  const traces = new Set<string>();
  for (const text of texts) {
    const bytes = asBytes(text);
    for (let start = 0; start + pieceBytes <= bytes.length; start += 1) {
      traces.add(bytes.slice(start, start + pieceBytes));
    }
    for (const term of searchTerms(text)) {
      if (asBytes(term).length >= termBytes) traces.add(asBytes(term));
    }
  }
  return traces;
}

function tracesIn(pages: string, wanted: ReadonlySet<string>): readonly string[] {
  const lengths = [...new Set([...wanted].map(({ length }) => length))];
  const found = new Set<string>();
  for (let start = 0; start < pages.length; start += 1) {
    for (const length of lengths) {
      const piece = pages.slice(start, start + length);
      if (wanted.has(piece)) found.add(piece);
    }
  }
  return [...found];
}

/** Every term of the index with the entry that has it. */
function vocabularyOf(store: TestStore): readonly string[] {
  const { database } = store;
  store.write('CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, message_search, instance)');
  return database
    .prepare<[], { term: string; doc: number }>('SELECT term, doc FROM temp.vocabulary')
    .all()
    .map(({ term, doc }) => `${term} ${doc}`)
    .sort();
}

describe('the index of the search', () => {
  it('keeps no term and no piece of 2,000 erased texts in any page, and only numbers of the others', () => {
    const chance = new SeededChance(20_260_301);
    const texts = Array.from({ length: messages }, () => secretText(chance));
    const isErased = (place: number): boolean => place % 3 !== 0;
    const erased = texts.filter((_text, place) => isErased(place));
    const kept = texts.filter((_text, place) => !isErased(place));
    expect(erased).toHaveLength(2_000);
    const waiting: number[] = [];
    const eraseOne = (write: StoreWriter): void => {
      const place = waiting.splice(chance.below(waiting.length), 1)[0];
      write.messages.erase(toMessageId(`m${place}`), 'revoked', null);
    };
    for (let place = 0; place < messages;) {
      files.store.transaction((write) => {
        for (let count = 0; count < 20 && place < messages; count += 1, place += 1) {
          insert(write, place, texts[place] ?? '');
          if (isErased(place)) waiting.push(place);
        }
      });
      files.store.transaction((write) => {
        while (waiting.length > 300) eraseOne(write);
      });
    }
    while (waiting.length > 0) files.store.transaction(eraseOne);

    const keptTraces = tracesOf(kept);
    const wanted = new Set([...tracesOf(erased)].filter((trace) => !keptTraces.has(trace)));
    expect(wanted.size).toBeGreaterThan(100_000);
    const pages = decryptedPages();
    expect(tracesIn(pages, wanted)).toEqual([]);
    expect(tracesIn(pages, new Set([...keptTraces].slice(0, 1_000))).length).toBeGreaterThan(0);

    const marks = files.database
      .prepare<[], { term: Buffer }>('SELECT CAST(term AS BLOB) AS term FROM message_search_idx')
      .all();
    expect(marks.filter(({ term }) => !/^[0-9a-z]{0,5}$/u.test(term.toString('latin1')))).toEqual([]);
    expect(files.value('PRAGMA integrity_check')).toBe('ok');
    for (const text of erased.slice(0, 50)) expect(find(text.split(' ')[0] ?? '')).toEqual([]);
    for (const text of kept.slice(0, 50)) expect(find(text)).toHaveLength(1);
  }, 120_000);

  it('is the same as one that never knew the erased texts', () => {
    const chance = new SeededChance(7);
    const texts = Array.from({ length: 400 }, () => secretText(chance));
    const other = inFastFolder(() => new TestStore());
    try {
      other.store.transaction((write) => write.conversations.ensure({ kind: 'user', node: peer }));
      for (const [place, text] of texts.entries()) {
        files.store.transaction((write) => insert(write, place, text));
        // An empty text takes the row number; what is erased of it are the terms of its chat, author and kind alone.
        other.store.transaction((write) => insert(write, place, place % 4 === 0 ? text : ''));
      }
      for (const place of texts.keys()) {
        if (place % 4 === 0) continue;
        for (const { store } of [files, other])
          store.transaction((write) => write.messages.erase(toMessageId(`m${place}`), 'burned', null));
      }
      const known = vocabularyOf(other);
      expect(known.length).toBeGreaterThan(1_000);
      expect(vocabularyOf(files)).toEqual(known);
    } finally {
      other.dispose();
    }
  }, 60_000);
});

function find(typed: string): readonly string[] {
  const query = parseSearchQuery(typed);
  if (query === null) return [];
  const request = { query, conversationId: null, before: null, limit: 100 };
  return files.store.search.search(request).messages.map(({ messageId }) => messageId);
}
