import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Driver from 'better-sqlite3-multiple-ciphers';
import { createAccountStore, type AccountStore } from '../../main/storage/account-store';
import { Database } from '../../main/storage/database';

const testKey = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
let template: Buffer | null = null;

/** An account's database in a folder of its own, as the app opens it. */
export class TestStore {
  readonly folder = mkdtempSync(join(tmpdir(), 'tim-store-test-'));
  readonly file = join(this.folder, 'messages.db');
  readonly key = testKey;
  database: Database;
  store: AccountStore;

  /** `killed`: begins with the files of another one as they lie on the disk at this moment, as a start after a kill does. */
  constructor(killed: TestStore | null = null) {
    if (killed === null) writeFileSync(this.file, emptyDatabase());
    else cpSync(killed.folder, this.folder, { recursive: true });
    this.database = Database.open(this.file, this.key);
    this.store = createAccountStore(this.database);
  }

  /** Closes the database and opens it again, as a restart does. */
  reopen(): void {
    this.database.close();
    this.database = Database.open(this.file, this.key);
    this.store = createAccountStore(this.database);
  }

  /** One value of the database. */
  value(sql: string): unknown {
    // SQLite counts this pragma among what writes, also where it only tells.
    const row =
      sql === 'PRAGMA journal_mode'
        ? this.database.transaction(
            () => this.database.prepareWriting<[], Record<string, unknown>>(sql).all()[0],
          )
        : this.database.prepare<[], Record<string, unknown>>(sql).get();
    return row === undefined ? null : Object.values(row)[0];
  }

  /** Runs one statement that writes, in a transaction of its own. */
  write(sql: string): void {
    this.database.transaction(() => this.database.prepareWriting<[], never>(sql).run());
  }

  /** Bytes of the database and of its write-ahead log as they lie on the disk. */
  rawFiles(): Buffer {
    return Buffer.concat([readFileSync(this.file), readFileSync(`${this.file}-wal`)]);
  }

  /** Every page of the database as SQLite sees it, decrypted: rows, free space inside pages and free pages. */
  decryptedPages(): Buffer {
    const driver = new Driver(this.file);
    try {
      driver.pragma(`cipher = 'chacha20'`);
      driver.pragma(`key = 'raw:${Buffer.from(this.key).toString('hex')}'`);
      return driver.serialize();
    } finally {
      driver.close();
    }
  }

  /** Closes the database and removes its folder. */
  dispose(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Bytes of a new database. Making one costs many synchronous writes, so every test begins with a copy of the first. */
function emptyDatabase(): Buffer {
  if (template !== null) return template;
  const folder = mkdtempSync(join(tmpdir(), 'tim-store-template-'));
  const file = join(folder, 'messages.db');
  Database.open(file, testKey).close();
  template = readFileSync(file);
  rmSync(folder, { recursive: true });
  return template;
}
