import { lstatSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { KeyProtection } from '../../preload/contract/views';
import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';
import { keepAside } from '../platform/json-file';
import type { Logger } from '../platform/logger';
import { makePrivateFolder } from '../platform/private-folder';
import type { Random } from '../platform/random';
import { createAccountStore, type AccountStore } from '../storage/account-store';
import { Database, databaseKeyBytes, DatabaseError, type DatabaseFailure } from '../storage/database';
import type { KeyVault } from './key-vault';
import { WrappedKeyFile } from './wrapped-key-file';

/** Why an account's files could not be opened. None of them has been changed. */
export type OpenFailure =
  | 'keyUnavailable'
  | 'keyFileUnreadable'
  | 'databaseMissing'
  | 'databaseForeign'
  | 'databaseDamaged'
  | 'databaseNewer'
  | DiskFailure;

const openFailures = {
  wrongKey: 'databaseForeign',
  damaged: 'databaseDamaged',
  newerVersion: 'databaseNewer',
  diskFull: 'diskFull',
  diskReadOnly: 'diskReadOnly',
  fileLocked: 'fileLocked',
  diskFailing: 'diskFailing',
} as const satisfies Record<DatabaseFailure, OpenFailure>;

/** Outcome of opening an account's files. */
export type OpenedAccount =
  | {
      readonly ok: true;
      readonly store: AccountStore;
      readonly isNew: boolean;
      /** What guards the key of this account. */
      readonly keyProtection: KeyProtection;
    }
  | { readonly ok: false; readonly failure: OpenFailure };

/** What the files of an account are opened with. */
export interface AccountFilesEnvironment {
  readonly keyVault: KeyVault;
  readonly random: Random;
  readonly logger: Logger;
}

/** The files of one account: its wrapped key and its encrypted database. */
export class AccountFiles {
  private readonly databaseFile: string;
  private readonly keyFile: WrappedKeyFile;

  constructor(
    private readonly folder: string,
    private readonly environment: AccountFilesEnvironment,
  ) {
    this.databaseFile = join(folder, 'messages.db');
    this.keyFile = new WrappedKeyFile(join(folder, 'key.json'), environment);
  }

  /** Whether there is anything of a database, readable or not. */
  hasDatabase(): boolean {
    return isThere(this.databaseFile);
  }

  /** Opens what is there; makes nothing and overwrites nothing. */
  open(): OpenedAccount {
    // A database that is away for a moment, like one on a disk that is not mounted, must find its key again.
    if (!this.hasDatabase()) return refuse('databaseMissing');
    const stored = this.keyFile.read();
    if (!stored.ok) return stored;
    const { key, wrapped } = stored;
    try {
      const opened = this.openDatabase(key);
      if (!opened.ok) return opened;
      this.keyFile.removeHalfWritten();
      return { ...opened, isNew: false, keyProtection: this.keyFile.seal(wrapped, key) };
    } finally {
      key.fill(0);
    }
  }

  /** Opens the database, or makes a new one with a new key where there is neither. */
  openOrMake(): OpenedAccount {
    if (this.hasDatabase() || this.keyFile.isThere()) return this.open();
    const { keyVault, random } = this.environment;
    const key = random.bytes(databaseKeyBytes);
    try {
      makePrivateFolder(this.folder);
      this.keyFile.write(key);
      const opened = this.openDatabase(key);
      if (!opened.ok) this.remove();
      return opened.ok ? { ...opened, isNew: true, keyProtection: keyVault.protection } : opened;
    } catch (error) {
      this.remove();
      const failure = diskFailureOf(error);
      if (failure === null) throw error;
      return refuse(failure);
    } finally {
      key.fill(0);
    }
  }

  /** Removes an account that never came into being: its first sign-in failed. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Keeps everything of the account under another name, which is answered, so that it can begin anew; null: there is nothing. */
  keepAside(): string | null {
    return isThere(this.folder) ? basename(keepAside(this.folder)) : null;
  }

  private openDatabase(
    key: Uint8Array,
  ):
    | { readonly ok: true; readonly store: AccountStore }
    | { readonly ok: false; readonly failure: OpenFailure } {
    try {
      return { ok: true, store: createAccountStore(Database.open(this.databaseFile, key)) };
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return refuse(openFailures[error.code]);
    }
  }
}

const refuse = (failure: OpenFailure): { readonly ok: false; readonly failure: OpenFailure } => ({
  ok: false,
  failure,
});

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
