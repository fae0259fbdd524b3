import type * as FileSystem from 'node:fs';
import {
  fdatasyncSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Driver from 'better-sqlite3-multiple-ciphers';
import { Database, DatabaseError, type Durability } from '../../../main/storage/database';
import { migrations } from '../../../main/storage/migrations';
import { TestStore } from '../../support/test-store';

// As it is, and counted.
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof FileSystem>();
  return { ...fs, fdatasyncSync: vi.fn(fs.fdatasyncSync) };
});

let files: TestStore;
beforeEach(() => {
  files = new TestStore();
});
afterEach(() => {
  files.dispose();
});

/** Why a database cannot be opened; fails when it can. */
function failureOf(file: string, key: Uint8Array): string {
  try {
    Database.open(file, key).close();
  } catch (error) {
    if (error instanceof DatabaseError) return error.code;
    throw error;
  }
  return 'none';
}

describe('a commit', () => {
  const synced = vi.mocked(fdatasyncSync);
  const write = (name: string, durability?: Durability): unknown =>
    files.store.transaction((store) => {
      store.profile.set('name', name);
      return files.value('PRAGMA synchronous');
    }, durability);
  const waitsForTheDisk = 2;

  beforeEach(() => {
    synced.mockClear();
  });

  it('waits for the disk, unless that may come later', () => {
    expect([write('a'), write('b', 'later'), write('c')]).toEqual([waitsForTheDisk, 1, waitsForTheDisk]);
  });

  it('that did not wait is followed to the disk once, by the next one or by a sync', () => {
    write('a', 'later');
    write('b', 'later');
    files.store.sync();
    files.store.sync();
    expect(synced).toHaveBeenCalledTimes(1);
    write('c', 'later');
    write('d');
    files.store.sync();
    expect(synced).toHaveBeenCalledTimes(1);
  });

  it('that changes nothing takes nothing before it to the disk', () => {
    write('a', 'later');
    files.store.transaction(() => null);
    files.store.sync();
    expect(synced).toHaveBeenCalledTimes(1);
  });

  it('that did not wait is there when the process has ended', () => {
    write('a', 'later');
    const copy = new Driver(files.file, { readonly: true });
    copy.pragma(`cipher = 'chacha20'`);
    copy.pragma(`key = 'raw:${Buffer.from(files.key).toString('hex')}'`);
    expect(copy.prepare("SELECT value FROM profile WHERE key = 'name'").pluck().get()).toBe('a');
    copy.close();
  });

  it('that erased needs no sync, because the log was moved into the file', () => {
    files.store.transaction((store) => store.drafts.erase('0b1c2d3e-4f50-4a6b-8c7d-9e0fa1b2c3d4'), 'later');
    files.store.sync();
    expect(synced).not.toHaveBeenCalled();
  });

  it('does not reach a disk that fails, and is waited for again', () => {
    write('a', 'later');
    synced.mockImplementationOnce(() => {
      throw Object.assign(new Error('I/O error'), { code: 'EIO' });
    });
    expect(() => files.store.sync()).toThrow('I/O error');
    files.store.sync();
    expect(synced).toHaveBeenCalledTimes(2);
  });
});

describe('an account database', () => {
  it.each<[string, unknown]>([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['secure_delete', 1],
    ['foreign_keys', 1],
    ['temp_store', 2],
    ['user_version', migrations.length],
    ['integrity_check', 'ok'],
  ])('is opened with %s = %s, the second time, too', (pragma, expected) => {
    expect(files.value(`PRAGMA ${pragma}`)).toBe(expected);
    files.reopen();
    expect(files.value(`PRAGMA ${pragma}`)).toBe(expected);
  });

  it('can be read by its owner only, the write-ahead log included', () => {
    files.store.transaction((write) => write.profile.set('name', 'x'));
    for (const file of [files.file, `${files.file}-wal`, `${files.file}-shm`]) {
      expect(statSync(file).mode & 0o777, file).toBe(0o600);
    }
  });

  it('takes the rights of others away from a file that had them', () => {
    files.database.close();
    const open = join(files.folder, 'open.db');
    writeFileSync(open, '', { mode: 0o666 });
    Database.open(open, files.key).close();
    expect(statSync(open).mode & 0o777).toBe(0o600);
  });

  it('says nothing without the key', () => {
    files.store.transaction((write) => write.profile.set('password', 'marker-4711'));
    files.database.truncateLog();
    const raw = readFileSync(files.file);
    expect(raw.includes('SQLite format 3')).toBe(false);
    expect(raw.includes('marker-4711')).toBe(false);
  });

  it('keeps what was stored', () => {
    files.store.transaction((write) => write.profile.set('name', '小明'));
    files.reopen();
    expect(files.store.profile.get('name')).toBe('小明');
  });

  it('rolls everything back when the work throws', () => {
    const work = (): void =>
      files.store.transaction((write) => {
        write.profile.set('name', 'half');
        throw new Error('no');
      });
    expect(work).toThrow('no');
    expect(files.store.profile.get('name')).toBeNull();
  });

  it('may be closed twice', () => {
    files.database.close();
    expect(() => files.database.close()).not.toThrow();
  });
});

describe('a database that cannot be opened', () => {
  it('tells a wrong key and stays as it was', () => {
    files.database.close();
    const before = readFileSync(files.file);
    expect(failureOf(files.file, new Uint8Array(32).fill(9))).toBe('wrongKey');
    expect(readFileSync(files.file).equals(before)).toBe(true);
    files.reopen();
  });

  it.each([0, 16, 31, 33, 64])('refuses a key of %i bytes before it touches the file', (length) => {
    const file = join(files.folder, 'never-made.db');
    expect(failureOf(file, new Uint8Array(length))).toBe('wrongKey');
    expect(() => statSync(file)).toThrow();
  });

  it('tells a version of the future and stays as it was', () => {
    files.write(`PRAGMA user_version = ${migrations.length + 1}`);
    files.database.close();
    expect(failureOf(files.file, files.key)).toBe('newerVersion');
    expect(failureOf(files.file, files.key)).toBe('newerVersion');
  });

  it('reads no nonsense from a damaged page', () => {
    files.store.transaction((write) => write.profile.set('name', '小明'));
    files.database.close();
    const bytes = readFileSync(files.file);
    for (let offset = 4096 + 2_000; offset < bytes.length; offset += 4096)
      bytes.fill(0xaa, offset, offset + 64);
    writeFileSync(files.file, bytes);
    const readName = (): string | null => {
      files.reopen();
      return files.store.profile.get('name');
    };
    expect(readName).toThrow();
  });

  it('tells a file that was cut off', () => {
    files.database.close();
    truncateSync(files.file, 4096);
    expect(failureOf(files.file, files.key)).toBe('damaged');
  });

  it('tells a place where no file can be', () => {
    expect(failureOf(files.folder, files.key)).toBe('damaged');
    expect(failureOf(join(files.folder, 'no', 'such', 'folder.db'), files.key)).toBe('damaged');
  });
});

describe('a database that another program holds', () => {
  /** Another program with the key, such as one that makes copies. */
  const other = (): Driver.Database => {
    const driver = new Driver(files.file);
    driver.pragma(`cipher = 'chacha20'`);
    driver.pragma(`key = 'raw:${Buffer.from(files.key).toString('hex')}'`);
    return driver;
  };

  it('T22: says so at once instead of standing still, and takes what is written afterwards', () => {
    const holder = other();
    holder.exec('BEGIN IMMEDIATE');
    const write = (): void => files.store.transaction((write) => write.profile.set('name', 'x'));
    expect(write).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }));
    // Shorter than a frame; the driver's own patience is five seconds.
    expect(files.value('PRAGMA busy_timeout')).toBe(10);
    holder.exec('ROLLBACK');
    write();
    expect(files.store.profile.get('name')).toBe('x');
    holder.close();
  });

  it('T22: cannot be opened while it is held as a whole, and is not called damaged', () => {
    files.database.close();
    const holder = other();
    holder.pragma('locking_mode = EXCLUSIVE');
    holder.exec('BEGIN EXCLUSIVE');
    expect(failureOf(files.file, files.key)).toBe('fileLocked');
    holder.close();
    files.reopen();
  });

  it('T21: keeps owing the emptying of its log until the other has read to the end', () => {
    let owed = 0;
    files.store.erasureLog.owed.on(() => (owed += 1));
    const reader = other();
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM profile').get();
    const draftId = '00000000-0000-4000-8000-000000000001';
    files.store.transaction((write) => write.drafts.save({ draftId, bytes: Buffer.from('a text') }));
    files.store.transaction((write) => write.drafts.erase(draftId));
    expect(owed).toBe(1);
    expect(() => files.store.erasureLog.settle()).toThrow(DatabaseError);
    reader.close();
    files.store.erasureLog.settle();
    expect(statSync(`${files.file}-wal`).size).toBe(0);
    files.store.transaction((write) => write.drafts.erase(draftId));
    expect(owed).toBe(1);
  });
});

describe('something else in the place of a database', () => {
  it.each<[string, (file: string) => void]>([
    ['a folder', (file) => mkdirSync(file)],
    ['a link', (file) => symlinkSync(files.file, file)],
    ['a link to nowhere', (file) => symlinkSync('/nowhere/at/all', file)],
  ])('T23: %s is not followed', (_name, put) => {
    const file = join(files.folder, 'other.db');
    put(file);
    expect(failureOf(file, files.key)).toBe('damaged');
  });
});
