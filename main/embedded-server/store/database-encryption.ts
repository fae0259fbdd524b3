import Database from 'better-sqlite3-multiple-ciphers';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  readSync,
  rmSync,
} from 'node:fs';
import { moveInPlace, overwritingOld } from '../../platform/atomic-file';

/** Length of a database key in bytes. */
export const databaseKeyBytes = 32;

const fileMode = 0o600;
const plainHeader = 'SQLite format 3\0';

/**
 * Gives a new connection its key: every page and the write-ahead log are encrypted with it (ChaCha20-Poly1305). Throws when
 * the file belongs to another key.
 */
export function unlock(connection: Database.Database, key: Uint8Array): void {
  if (key.length !== databaseKeyBytes) throw new Error('the database needs a key of 32 bytes');
  connection.pragma("cipher = 'chacha20'");
  connection.pragma(`key = '${keyText(key)}'`);
  try {
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    const isUnreadable = error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB';
    throw isUnreadable ? new Error('the database belongs to another key', { cause: error }) : error;
  }
}

/**
 * Encrypts a database file of a time before keys; does nothing for any other. A crash in between leaves the plain file
 * whole. Afterwards its bytes are overwritten where they lie.
 */
export function encryptPlainFile(file: string, key: Uint8Array): void {
  if (!isPlain(file)) return;
  emptyPlainLog(file);
  const copy = `${file}.encrypting`;
  rmSync(copy, { force: true });
  copyFileSync(file, copy, constants.COPYFILE_EXCL);
  chmodSync(copy, fileMode);
  encryptFile(copy, key);
  overwritingOld(file, () => moveInPlace(copy, file));
}

const keyText = (key: Uint8Array): string => `raw:${Buffer.from(key).toString('hex')}`;

function isPlain(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const header = Buffer.alloc(plainHeader.length);
    readSync(descriptor, header, 0, header.length, 0);
    return header.toString('latin1') === plainHeader;
  } finally {
    closeSync(descriptor);
  }
}

/** Everything into the one file that is copied. */
function emptyPlainLog(file: string): void {
  const connection = new Database(file);
  try {
    connection.pragma('wal_checkpoint(TRUNCATE)');
    connection.pragma('journal_mode = DELETE');
  } finally {
    connection.close();
  }
}

function encryptFile(file: string, key: Uint8Array): void {
  const connection = new Database(file);
  try {
    // A journal on the disk would hold the plain pages; the file is a copy, so a crash costs nothing.
    connection.pragma('journal_mode = MEMORY');
    connection.pragma('temp_store = MEMORY');
    connection.pragma("cipher = 'chacha20'");
    connection.pragma(`rekey = '${keyText(key)}'`);
  } finally {
    connection.close();
  }
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
