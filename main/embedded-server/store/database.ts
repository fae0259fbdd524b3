import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import type { Random } from '../../platform/random';
import { schema, schemaVersion } from './schema';

/** An open SQLite connection. Integers come back as `bigint`. */
export type ServerDatabase = Database.Database;

const folderMode = 0o700;
const fileMode = 0o600;
const saltLength = 16;

/**
 * Opens the server's database, `tim-server.db` in `folder`, or one that lives in memory for `':memory:'`. The folder
 * and the file are readable by their owner only. Throws when the folder cannot be used or holds a newer format.
 */
export function openServerDatabase(folder: string): ServerDatabase {
  if (folder === ':memory:') return prepareDatabase(new Database(folder));
  mkdirSync(folder, { recursive: true, mode: folderMode });
  chmodSync(folder, folderMode);
  const file = join(folder, 'tim-server.db');
  // Made before SQLite does: the log files beside it get the same mode.
  closeSync(openSync(file, 'a', fileMode));
  chmodSync(file, fileMode);
  return prepareDatabase(new Database(file));
}

/** The salt that makes this server's nodes its own; made once, kept for the life of the database. */
export function loadServerSalt(database: ServerDatabase, random: Random): Uint8Array {
  const insert = database.prepare('INSERT OR IGNORE INTO server_setting (name, value) VALUES (?, ?)');
  insert.run('salt', Buffer.from(random.bytes(saltLength)));
  const row = database
    .prepare<[string], { value: Buffer }>('SELECT value FROM server_setting WHERE name = ?')
    .get('salt');
  if (row === undefined) throw new Error('the server database has no salt');
  return row.value;
}

function prepareDatabase(database: ServerDatabase): ServerDatabase {
  database.defaultSafeIntegers(true);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  // What is revoked or burned must not stay readable in free pages.
  database.pragma('secure_delete = ON');
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > schemaVersion) throw new Error('the data folder was written by a newer version');
  if (version < schemaVersion) {
    database.transaction(() => {
      database.exec(schema);
      database.pragma(`user_version = ${schemaVersion}`);
    })();
  }
  return database;
}
