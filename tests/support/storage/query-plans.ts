import type { Database } from '../../../main/storage/database';

/** A statement that reads a whole table, and where its plan says so. */
export interface Scan {
  readonly sql: string;
  readonly step: string;
}

/** Scans that are no matter: what the step of the plan begins with, and why. Every other one grows with the messages. */
export const allowedScans: readonly { readonly step: string; readonly reason: string }[] = [
  { step: 'SCAN json_each', reason: 'a list that the caller gave' },
  {
    step: 'SCAN changed',
    reason: 'the messages that the caller named, and what each of them replaces, step by step',
  },
  { step: 'SCAN numbers', reason: 'their numbers' },
  {
    step: 'SCAN version',
    reason: 'the messages that the caller named, and what replaces each of them, step by step',
  },
  { step: 'SCAN precedence', reason: 'a list that the caller gave' },
  { step: 'SCAN CONSTANT ROW', reason: 'one row that no table has' },
  {
    step: 'SCAN message_search VIRTUAL TABLE INDEX 192:M1',
    reason: 'a look-up in the index of the search: MATCH',
  },
  { step: 'SCAN candidate', reason: 'at most `maxCandidates` that the index of the search offered' },
  { step: 'SCAN chat', reason: 'the rows of one page of the list' },
  { step: 'SCAN conversation', reason: 'one row a chat, at most `mostChats`, with no message in it' },
  {
    step: 'SCAN person USING INDEX contact_by_node',
    reason: 'contacts, at most `mostEntries`; the list shows all',
  },
  { step: 'SCAN picture', reason: 'at most `mostPictures` rows, once for fifty new ones' },
  { step: 'SCAN last_seen', reason: 'friends, at most `mostEntries`; the list shows all' },
  {
    step: 'SCAN room USING INDEX room_by_standing',
    reason: 'rooms of the account, at most `mostEntries` and those it has left; the list shows all',
  },
  { step: 'SCAN room_application', reason: 'at most `mostEntries` rows' },
  { step: 'SCAN draft_block', reason: 'at most `maxDraftBlocks` rows' },
  {
    step: 'SCAN file_usage',
    reason: 'a few sums for each chat that has files; the page of the settings shows all',
  },
  { step: 'SCAN outbox', reason: 'what waits to be sent' },
  {
    step: 'SCAN reaction USING INDEX reaction_by_owed',
    reason: 'what the other devices have still to be told, at most so many',
  },
  {
    step: 'SCAN reaction USING INDEX reaction_by_shared',
    reason: 'what the user said last, at most so many, in the order of the index',
  },
];

/** Every scan in the plans of the statements that were prepared over a database, except those that are allowed. */
export function scansOf(database: Database): readonly Scan[] {
  return [...database.statements].flatMap((sql) =>
    planOf(database, sql)
      .filter((step) => step.startsWith('SCAN '))
      .filter((step) => !allowedScans.some((allowed) => step.startsWith(allowed.step)))
      .map((step) => ({ sql: sql.replaceAll(/\s+/gu, ' '), step })),
  );
}

/** The steps of the plan of a statement, in SQLite's words. */
export function planOf(database: Database, sql: string): readonly string[] {
  const names = [...sql.matchAll(/@([a-z_]+)/gu)].map(([, name]) => [name, null] as const);
  const places = [...sql.matchAll(/\?/gu)].map(() => null);
  return database.planOf(sql, names.length > 0 ? [Object.fromEntries(names)] : places);
}
