import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type SqliteDriver from 'better-sqlite3-multiple-ciphers';
import { Driver } from '../sqlite-driver';
import type { ReadRows } from '../storage/recount';

type Statement = SqliteDriver.Statement;

/** A database in memory that stands for one file after the other, with everything that was ever prepared for it. */
export interface KeptConnection {
  readonly driver: SqliteDriver.Database;
  readonly statements: Map<string, Statement>;
  /** The file that it stands for at present. */
  file: string;
  isOpen: boolean;
  /** What every table held when its file was new, by the names of the tables; null until that is known. */
  pristine: ReadonlyMap<string, string> | null;
}

const connections: KeptConnection[] = [];

/** A database for a file: the one that it had, or an empty one of another file of this name that is gone, or a new one. */
export function connectionFor(file: string): { readonly kept: KeptConnection; readonly isNew: boolean } {
  const own = connections.find((kept) => kept.file === file && !kept.isOpen);
  if (own !== undefined && existsSync(file)) return { kept: own, isNew: false };
  const free =
    own ??
    connections.find(
      (kept) => !kept.isOpen && basename(kept.file) === basename(file) && !existsSync(kept.file),
    );
  if (free === undefined) {
    const kept = {
      driver: new Driver(':memory:'),
      statements: new Map(),
      file,
      isOpen: false,
      pristine: null,
    };
    connections.push(kept);
    return { kept, isNew: true };
  }
  empty(free);
  free.file = file;
  return { kept: free, isNew: false };
}

/** Databases of files below a folder, to be read as they are; none where the driver is the real one. */
export function keptDatabasesBelow(folder: string): readonly ReadRows[] {
  return connections
    .filter(({ file }) => file.startsWith(`${folder}/`) && existsSync(file))
    .map((kept) => (sql) => prepareKept(kept, sql).all());
}

/** A statement, prepared once for all files that a database ever stands for. */
export function prepareKept({ driver, statements }: KeptConnection, sql: string): Statement {
  let statement = statements.get(sql);
  if (statement === undefined) statements.set(sql, (statement = driver.prepare(sql)));
  return statement;
}

/** Notes what a new file holds, when its tables have been made; does nothing before and afterwards. */
export function notePristine(kept: KeptConnection): void {
  if (kept.pristine === null && tablesOf(kept).length > 0) kept.pristine = contents(kept);
}

/** Takes everything out that came since the file was new, and makes sure of it. */
function empty(kept: KeptConnection): void {
  const { driver, pristine } = kept;
  if (pristine === null) throw new Error(`nobody knows what ${kept.file} held when it was new`);
  driver.transaction(() => {
    // Later tables refer to earlier ones.
    for (const table of [...tablesOf(kept)].reverse()) {
      const remove = table.isIndex
        ? `INSERT INTO ${table.name} (${table.name}) VALUES ('delete-all')`
        : `DELETE FROM ${table.name}`;
      prepareKept(kept, remove).run();
    }
    for (const [table, rows] of pristine) {
      // Written by `contents`: columns by their names.
      for (const row of JSON.parse(rows) as readonly Record<string, unknown>[]) {
        const columns = Object.keys(row);
        prepareKept(
          kept,
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        ).run(Object.values(row));
      }
    }
  })();
  for (const [table, rows] of contents(kept))
    if (rows !== pristine.get(table)) throw new Error(`${table} of ${kept.file} is not as it was: ${rows}`);
}

interface Table {
  readonly name: string;
  /** An index of words, which has tables of its own that nobody else touches. */
  readonly isIndex: boolean;
}

function tablesOf(kept: KeptConnection): readonly Table[] {
  // The columns of the schema.
  const rows = prepareKept(
    kept,
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid",
  ).all() as readonly { readonly name: string; readonly sql: string | null }[];
  const indexes = rows.filter(({ sql }) => sql?.includes('VIRTUAL TABLE')).map(({ name }) => name);
  return rows
    .filter(({ name }) => !indexes.some((index) => name.startsWith(`${index}_`)))
    .map(({ name }) => ({ name, isIndex: indexes.includes(name) }));
}

function contents(kept: KeptConnection): ReadonlyMap<string, string> {
  return new Map(
    tablesOf(kept)
      .filter(({ isIndex }) => !isIndex)
      .map(({ name }) => [name, JSON.stringify(prepareKept(kept, `SELECT * FROM ${name}`).all())] as const),
  );
}
