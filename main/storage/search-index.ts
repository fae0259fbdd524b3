import type { MessageId } from '../domain/ids';
import { isIndexable, searchTerms, type TermChoice } from '../domain/search-terms';
import { dropLastMatch } from '../domain/search-text';
import type { Database } from './database';
import { toStoredId, type StoredId } from './stored-id';

/** A text at its place in the index. */
export interface SearchEntry {
  readonly rowNumber: number;
  readonly sortNs: bigint;
  readonly text: string;
}

interface EntryRow {
  readonly row_number: number;
  readonly sort_ns: string;
  readonly text: string;
}

const dayNs = 86_400_000_000_000n;
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
 * The full-text index over messages that stay. It holds no text: a term is one of a million numbers that many words share,
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
      mark: database.prepareWriting<[number | null, number], never>(
        'UPDATE message SET is_indexed = ? WHERE row_number = ?',
      ),
      entry: database.prepare<[StoredId], EntryRow>(
        `SELECT row_number, CAST(sort_ns AS TEXT) AS sort_ns, text FROM message JOIN content USING (row_number)
         WHERE message_id = ? AND is_indexed = 1 AND text IS NOT NULL`,
      ),
    };
  }

  /** Makes a stored message findable, if its text can be taken out again one day. */
  add(entry: SearchEntry): void {
    if (!isIndexable(entry.text)) return;
    this.enter(entry);
    this.statements.mark.run(1, entry.rowNumber);
  }

  /** The same for a message that was stored as one that is in the index. */
  enter(entry: SearchEntry): void {
    this.statements.add.run(searchKeyOf(entry), storedTerms(entry.text));
  }

  /** Takes a message out; needs its text in the database, so it comes before the text is erased. */
  remove(messageId: MessageId): void {
    const entry = this.entryOf(messageId);
    if (entry === null) return;
    this.statements.remove.run(searchKeyOf(entry), storedTerms(entry.text));
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

  private entryOf(messageId: MessageId): SearchEntry | null {
    const row = this.statements.entry.get(toStoredId(messageId));
    return row === undefined
      ? null
      : { rowNumber: row.row_number, sortNs: BigInt(row.sort_ns), text: row.text };
  }
}

/** FTS5 expression for the entries that fit every choice. What is searched for never gets into it, so its syntax cannot. */
export function matchExpression(choices: readonly TermChoice[]): string {
  const all = (terms: ReadonlySet<string>): string =>
    `(${[...terms].map((term) => `"${storedTerm(term)}"`).join(' AND ')})`;
  return choices.map((choice) => `(${choice.map(all).join(' OR ')})`).join(' AND ');
}

function storedTerms(text: string): string {
  return [...searchTerms(text)].map(storedTerm).join(' ');
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
