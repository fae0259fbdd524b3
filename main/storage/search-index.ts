import type { MessageId } from '../domain/ids';
import { isIndexable, searchTerms, type TermChoice } from '../domain/search-terms';
import { dropLastMatch } from '../domain/search-text';
import { fromMeta } from './content-row';
import type { Database } from './database';
import { facetTerms, mediaGroupOf, type FindableKind, type SearchFacets } from './search-facets';
import { toStoredId, type StoredId } from './stored-id';

/** What a message is found by, at its place in the index. */
export interface SearchEntry extends SearchFacets {
  readonly rowNumber: number;
  readonly sortNs: bigint;
  /** Null for a picture without words. */
  readonly text: string | null;
}

/** How a message is in the index: with its words, or without; null: not at all. */
export type IndexMark = 1 | 2 | null;

interface EntryRow {
  readonly row_number: number;
  readonly chat_number: number;
  readonly author: string;
  readonly content_kind: FindableKind;
  readonly sort_ns: string;
  readonly text: string | null;
  readonly meta: string | null;
  readonly is_indexed: 1 | 2;
}

/** A day of the index, ns. */
export const dayNs = 86_400_000_000_000n;
const rowNumbersPerDay = 2 ** 30;
const largestTerm = 0xfffff;

/**
 * The place of a message in the index: its day, then its row number. So the index can be read from the newest day on, also
 * when history came in backwards, and lists of places stay short on the disk because neighbours differ by little.
 */
export function searchKeyOf({ rowNumber, sortNs }: Pick<SearchEntry, 'rowNumber' | 'sortNs'>): number {
  const day = sortNs < 0n ? 0 : Number(sortNs / dayNs);
  return day * rowNumbersPerDay + rowNumber;
}

/** SQL that gives the row number of a key. */
export const rowNumberOfKey = (key: string): string => `${key} % ${rowNumbersPerDay}`;

/**
 * The index over messages that stay: by their words, their chat, their author and their kind. It holds no text: a term is one of a million numbers that many words share,
 * because FTS5 keeps beginnings of terms that are long gone as marks between its pages (`message_search_idx`). What is
 * found is therefore a guess that the message's own text has to confirm.
 *
 * Entries are taken out with the `delete` command and the terms they were made of; with `secure-delete` that leaves
 * nothing of them, whereas tables with `contentless_delete` keep the terms of what was deleted.
 */
export class SearchIndex {
  private readonly statements;

  constructor(database: Database) {
    this.statements = {
      add: database.prepareWriting<[number, string], never>(
        'INSERT INTO message_search (rowid, terms) VALUES (?, ?)',
      ),
      remove: database.prepareWriting<[number, string], never>(
        `INSERT INTO message_search (message_search, rowid, terms) VALUES ('delete', ?, ?)`,
      ),
      mark: database.prepareWriting<[IndexMark, number], never>(
        'UPDATE message SET is_indexed = ? WHERE row_number = ?',
      ),
      entry: database.prepare<[StoredId], EntryRow>(
        `SELECT row_number, chat_number, author, content_kind, CAST(sort_ns AS TEXT) AS sort_ns, text, meta, is_indexed
         FROM message JOIN content USING (row_number) WHERE message_id = ? AND is_indexed IS NOT NULL`,
      ),
    };
  }

  /** Makes a stored message findable. */
  add(entry: SearchEntry): void {
    const mark = markOf(entry.text);
    this.enter(entry, mark);
    this.statements.mark.run(mark, entry.rowNumber);
  }

  /** The same for a message that was stored with its mark. */
  enter(entry: SearchEntry, mark: IndexMark): void {
    this.statements.add.run(searchKeyOf(entry), storedTerms(entry, mark));
  }

  /** Takes a message out; needs its text in the database, so it comes before the text is erased. */
  remove(messageId: MessageId): void {
    const entry = this.entryOf(messageId);
    if (entry === null) return;
    this.statements.remove.run(searchKeyOf(entry), storedTerms(entry, entry.mark));
    this.statements.mark.run(null, entry.rowNumber);
    dropLastMatch();
  }

  /** The message gets another time; comes before the time is changed in the database. */
  move(messageId: MessageId, sortNs: bigint): void {
    const entry = this.entryOf(messageId);
    if (entry === null || searchKeyOf(entry) === searchKeyOf({ ...entry, sortNs })) return;
    this.remove(messageId);
    this.add({ ...entry, sortNs });
  }

  private entryOf(messageId: MessageId): (SearchEntry & { readonly mark: IndexMark }) | null {
    const row = this.statements.entry.get(toStoredId(messageId));
    if (row === undefined) return null;
    return {
      rowNumber: row.row_number,
      chatNumber: row.chat_number,
      author: row.author,
      kind: row.content_kind,
      group: mediaGroupOf(row.content_kind, fromMeta(row.meta, row.text).file),
      sortNs: BigInt(row.sort_ns),
      text: row.text,
      mark: row.is_indexed,
    };
  }
}

/** How a message with a text that stays is in the index: without words, if these could not be taken out again one day. */
export const markOf = (text: string | null): 1 | 2 => (text !== null && isIndexable(text) ? 1 : 2);

/** FTS5 expression for the entries that fit every choice. What is searched for never gets into it, so its syntax cannot. */
export function matchExpression(choices: readonly TermChoice[]): string {
  const all = (terms: ReadonlySet<string>): string =>
    `(${[...terms].map((term) => `"${storedTerm(term)}"`).join(' AND ')})`;
  return choices.map((choice) => `(${choice.map(all).join(' OR ')})`).join(' AND ');
}

function storedTerms(entry: SearchEntry, mark: IndexMark): string {
  const words = mark === 1 && entry.text !== null ? searchTerms(entry.text) : [];
  return [...words, ...facetTerms(entry)].map(storedTerm).join(' ');
}

/** FNV-1a, mixed and cut to 20 bits. Stored, so it never changes. */
function storedTerm(term: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < term.length; index += 1) {
    hash = Math.imul(hash ^ term.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) & largestTerm).toString(36);
}
