import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccountStore, type AccountStore } from '../../main/storage/account-store';
import { Database } from '../../main/storage/database';

/** An account's database in a folder of its own, as the app opens it. */
export class TestStore {
  readonly folder = mkdtempSync(join(tmpdir(), 'tim-store-test-'));
  readonly file = join(this.folder, 'messages.db');
  readonly key = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
  database: Database;
  store: AccountStore;

  constructor() {
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
    const row = this.database.prepare<[], Record<string, unknown>>(sql).get();
    return row === undefined ? null : Object.values(row)[0];
  }

  /** Bytes of the database and of its write-ahead log as they lie on the disk. */
  rawFiles(): Buffer {
    return Buffer.concat([readFileSync(this.file), readFileSync(`${this.file}-wal`)]);
  }

  /** Closes the database and removes its folder. */
  dispose(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
