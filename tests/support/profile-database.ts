import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type SqliteDriver from 'better-sqlite3-multiple-ciphers';
import { fastFolder } from './fast-folder';
import { Driver } from './sqlite-driver';

const plainKeyTag = 'plain-1:';

/**
 * What SQLite says about the integrity of every database of a profile whose keys lie in files: `ok` for each that is
 * whole. Looks at copies of the files as they lie on the disk, so that the original is as its next start finds it.
 */
export function checkDatabases(profileDirectory: string): readonly string[] {
  return databaseFiles(profileDirectory).map((file) => {
    try {
      return withCopy(file, (driver) => String(driver.pragma('integrity_check', { simple: true })));
    } catch (error) {
      return error instanceof Error ? error.message : 'unreadable';
    }
  });
}

/**
 * Every database of a profile whose keys lie in files, as it would be without encryption: all pages one after the other,
 * with the free space inside of them and the free pages.
 */
export function decryptedDatabases(
  profileDirectory: string,
): readonly { readonly file: string; readonly pages: Buffer }[] {
  return databaseFiles(profileDirectory).map((file) => ({
    file,
    pages: withCopy(file, (driver) => driver.serialize()),
  }));
}

/** Reads something from every database of a profile whose keys lie in files; of copies, as above. */
export function readDatabases<T>(
  profileDirectory: string,
  read: (rowsOf: (sql: string) => readonly unknown[]) => T,
): readonly T[] {
  return databaseFiles(profileDirectory).map((file) =>
    withCopy(file, (driver) => read((sql) => driver.prepare(sql).all())),
  );
}

function databaseFiles(profileDirectory: string): readonly string[] {
  return readdirSync(profileDirectory, { recursive: true, encoding: 'utf8' })
    .filter((name) => basename(name) === 'messages.db')
    .map((name) => join(profileDirectory, name));
}

/** Opens a copy of the files as they lie on the disk. */
function withCopy<T>(file: string, work: (driver: SqliteDriver.Database) => T): T {
  const parent = file.startsWith(fastFolder()) ? fastFolder() : tmpdir();
  const folder = mkdtempSync(join(parent, 'tim-desktop-check-'));
  try {
    const copy = join(folder, 'messages.db');
    for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) cpSync(file + suffix, copy + suffix);
    const driver = new Driver(copy);
    try {
      driver.pragma(`cipher = 'chacha20'`);
      driver.pragma(`key = 'raw:${keyBeside(file).toString('hex')}'`);
      return work(driver);
    } finally {
      driver.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function keyBeside(databaseFile: string): Buffer {
  // What the app writes where the system has no key store.
  const { key } = JSON.parse(readFileSync(join(dirname(databaseFile), 'key.json'), 'utf8')) as {
    key: string;
  };
  if (!key.startsWith(plainKeyTag))
    throw new Error('the key is sealed by a key store; start with --password-store=basic');
  return Buffer.from(key.slice(plainKeyTag.length), 'base64');
}
