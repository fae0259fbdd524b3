import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import type { Random } from '../../platform/random';
import { encryptPlainFile, unlock } from './database-encryption';
import { schema, schemaVersion } from './schema';

const folderMode = 0o700;
const fileMode = 0o600;
const saltLength = 16;

/** Stands around every commit. */
export interface CommitGate {
  /** Runs `commit` and answers its result, or throws instead of it or after it. */
  around<T>(commit: () => T): T;
}

/** Lets every commit pass. */
export const openGate: CommitGate = { around: (commit) => commit() };

/** A prepared statement that changes something. */
export interface WriteStatement<P extends unknown[]> {
  run(...parameters: P): Database.RunResult;
}

/** The server's SQLite connection. Integers come back as `bigint`. Every write passes the gate, once per commit. */
export class ServerDatabase {
  constructor(
    private readonly connection: Database.Database,
    private readonly gate: CommitGate,
  ) {}

  /** Prepares a statement that only reads. */
  prepare<P extends unknown[], R>(sql: string): Database.Statement<P, R> {
    return this.connection.prepare<P, R>(sql);
  }

  /** Prepares a statement that writes. */
  prepareWrite<P extends unknown[]>(sql: string): WriteStatement<P> {
    const statement = this.connection.prepare(sql);
    return { run: (...parameters) => this.commit(() => statement.run(...parameters)) };
  }

  /** Runs `work` as one commit. */
  inTransaction(work: () => void): void {
    this.commit(() => this.connection.transaction(work)());
  }

  /** Moves the write-ahead log into the database file, so that nothing of what was erased stays in it. */
  emptyLog(): void {
    this.connection.pragma('wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    this.connection.close();
  }

  private commit<T>(write: () => T): T {
    return this.connection.inTransaction ? write() : this.gate.around(write);
  }
}

/** How a database is opened. */
export interface DatabaseOptions {
  readonly gate?: CommitGate;
  /** 32 bytes; left out: the file is not encrypted. A file of a time before is encrypted when it is first opened with one. */
  readonly key?: Uint8Array;
}

/**
 * Opens the server's database, `tim-server.db` in `folder`, or one that lives in memory for `':memory:'`. The folder
 * and the file are readable by their owner only. Throws when the folder cannot be used, holds a newer format or belongs to
 * another key.
 */
export function openServerDatabase(
  folder: string,
  { gate = openGate, key }: DatabaseOptions = {},
): ServerDatabase {
  const connection = openConnection(folder, key);
  try {
    return new ServerDatabase(prepareConnection(connection), gate);
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The salt that makes this server's nodes its own; made once, kept for the life of the database. */
export function loadServerSalt(database: ServerDatabase, random: Random): Uint8Array {
  const insert = database.prepareWrite<[string, Uint8Array]>(
    'INSERT OR IGNORE INTO server_setting (name, value) VALUES (?, ?)',
  );
  insert.run('salt', Buffer.from(random.bytes(saltLength)));
  const row = database
    .prepare<[string], { value: Buffer }>('SELECT value FROM server_setting WHERE name = ?')
    .get('salt');
  if (row === undefined) throw new Error('the server database has no salt');
  return row.value;
}

function openConnection(folder: string, key: Uint8Array | undefined): Database.Database {
  if (folder === ':memory:') return new Database(folder);
  mkdirSync(folder, { recursive: true, mode: folderMode });
  chmodSync(folder, folderMode);
  const file = join(folder, 'tim-server.db');
  // Made before SQLite does: the log files beside it get the same mode.
  closeSync(openSync(file, 'a', fileMode));
  chmodSync(file, fileMode);
  if (key === undefined) return new Database(file);
  encryptPlainFile(file, key);
  const connection = new Database(file);
  try {
    unlock(connection, key);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function prepareConnection(connection: Database.Database): Database.Database {
  connection.defaultSafeIntegers(true);
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = NORMAL');
  connection.pragma('foreign_keys = ON');
  // Temporary b-trees would otherwise spill to unencrypted files.
  connection.pragma('temp_store = MEMORY');
  // What is revoked or burned must not stay readable in free pages.
  connection.pragma('secure_delete = ON');
  // A kill between an erasure and the emptying of the log leaves old pages there.
  connection.pragma('wal_checkpoint(TRUNCATE)');
  const version = Number(connection.pragma('user_version', { simple: true }));
  if (version > schemaVersion) throw new Error('the data folder was written by a newer version');
  if (version < schemaVersion) {
    connection.transaction(() => {
      connection.exec(schema);
      connection.pragma(`user_version = ${schemaVersion}`);
    })();
  }
  return connection;
}
