import { writeFileSync } from 'node:fs';
import type SqliteDriver from 'better-sqlite3-multiple-ciphers';
import { Driver } from '../sqlite-driver';
import { connectionFor, notePristine, prepareKept, type KeptConnection } from './kept-connections';

// What is set once for a connection; all but these are about a file, which is none here.
const settings =
  /^(cipher|key|journal_mode|synchronous|secure_delete|foreign_keys|temp_store|cache_size|wal_autocheckpoint)\b/;
const ofMemory = /^(foreign_keys|temp_store)\b/;

/**
 * Stands in for the database's driver where thousands of schedules run: `vi.mock` puts it in its place. A file is a database in
 * memory, whose connection and prepared statements stay when it is closed and serve who opens it again; once its file is gone,
 * it is emptied and serves another of the same name, so that neither tables nor statements are made twice. The statements,
 * triggers and transactions are those of the app. What is not there: encryption, the log, and waiting for a disk.
 */
export class KeptDriver {
  static readonly SqliteError = Driver.SqliteError;
  private readonly kept: KeptConnection;
  private readonly isNew: boolean;

  constructor(readonly name: string) {
    const { kept, isNew } = connectionFor(name);
    [this.kept, this.isNew] = [kept, isNew];
    kept.isOpen = true;
    // Who looks for the files finds them, and whoever removes them ends the database.
    for (const suffix of ['', '-wal']) writeFileSync(name + suffix, '');
  }

  get inTransaction(): boolean {
    return this.kept.driver.inTransaction;
  }

  prepare(sql: string): SqliteDriver.Statement {
    // Whatever is prepared by name comes behind the making of tables.
    notePristine(this.kept);
    return prepareKept(this.kept, sql);
  }

  pragma(text: string, options?: SqliteDriver.PragmaOptions): unknown {
    if (text.startsWith('wal_checkpoint')) return [{ busy: 0, log: -1, checkpointed: -1 }];
    // Any of them would have the statements prepared anew.
    if (settings.test(text) && !(this.isNew && ofMemory.test(text))) return [];
    return this.kept.driver.pragma(text, options);
  }

  exec(sql: string): this {
    this.kept.driver.exec(sql);
    return this;
  }

  function(name: string, options: SqliteDriver.RegistrationOptions, work: (text: string) => unknown): this {
    if (this.isNew) this.kept.driver.function(name, options, work);
    return this;
  }

  defaultSafeIntegers(): this {
    if (this.isNew) this.kept.driver.defaultSafeIntegers(true);
    return this;
  }

  transaction(work: () => unknown): SqliteDriver.Transaction<() => unknown> {
    return this.kept.driver.transaction(work);
  }

  close(): this {
    this.kept.isOpen = false;
    return this;
  }
}
