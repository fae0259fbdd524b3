import { lstatSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { KeyProtection } from '../../preload/contract/views';
import { AccountAttachments } from '../attachments/account-attachments';
import { sealingKeyOf } from '../attachments/secret-store';
import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';
import { keepAside } from '../platform/json-file';
import type { Logger } from '../platform/logger';
import { makePrivateFolder, syncFolder } from '../platform/private-folder';
import type { Random } from '../platform/random';
import { createAccountStore, type AccountStore } from '../storage/account-store';
import { Database, databaseKeyBytes, DatabaseError, type DatabaseFailure } from '../storage/database';
import type { KeyVault } from './key-vault';
import type { KeyLock } from './lock/key-lock';
import { WrappedKeyFile, type KeyFailure } from './wrapped-key-file';

/** Why an account's files could not be opened. None of them has been changed. */
export type OpenFailure =
  | 'keyUnavailable'
  | 'appLocked'
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

/** What belongs to an account on the disk, opened together and closed together by whoever opened it. */
export interface OpenedFiles {
  readonly store: AccountStore;
  readonly attachments: AccountAttachments;
}

/** Outcome of opening an account's files. */
export type OpenedAccount =
  | (OpenedFiles & {
      readonly ok: true;
      readonly isNew: boolean;
      /** What guards the key of this account. */
      readonly keyProtection: KeyProtection;
    })
  | { readonly ok: false; readonly failure: OpenFailure };

/** What the files of an account are opened with. */
export interface AccountFilesEnvironment {
  readonly keyVault: KeyVault;
  readonly keyLock: KeyLock;
  readonly random: Random;
  readonly logger: Logger;
}

/** The files of one account: its wrapped key, its encrypted database, and its attachments once there are any. */
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
    const { key } = stored;
    try {
      const opened = this.openWith(key);
      if (!opened.ok) return opened;
      this.keyFile.removeHalfWritten();
      return { ...opened, isNew: false, keyProtection: this.keyFile.seal(stored) };
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
      const opened = this.openWith(key);
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

  /**
   * Destroys everything of the account, whose files are closed, its key first: without that the rest cannot be read by anybody,
   * and the keys of attachments lie under it. Rejects with what the disk says, and may be called again.
   */
  async destroy(): Promise<void> {
    this.keyFile.destroy();
    await rm(this.folder, { recursive: true, force: true });
    syncFolder(dirname(this.folder));
  }

  /** Removes an account that never came into being: its first sign-in failed. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Has the key lie as the lock says now; answers why it does not. */
  followLock(): KeyFailure | null {
    return this.keyFile.followLock();
  }

  /** Keeps everything of the account under another name, which is answered, so that it can begin anew; null: there is nothing. */
  keepAside(): string | null {
    return isThere(this.folder) ? basename(keepAside(this.folder)) : null;
  }

  private openWith(
    key: Uint8Array,
  ): (OpenedFiles & { readonly ok: true }) | { readonly ok: false; readonly failure: OpenFailure } {
    try {
      const store = createAccountStore(Database.open(this.databaseFile, key));
      return { ok: true, store, attachments: this.attachmentsUnder(key) };
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return refuse(openFailures[error.code]);
    }
  }

  private attachmentsUnder(key: Uint8Array): AccountAttachments {
    const { folder } = this;
    const sealingKey = sealingKeyOf(key);
    try {
      return new AccountAttachments({ folder, sealingKey, random: this.environment.random });
    } finally {
      sealingKey.fill(0);
    }
  }
}

/** Closes what was opened and is not used: a store of attachments that nobody wanted is closed at once. */
export async function closeFiles({ store, attachments }: OpenedFiles): Promise<void> {
  store.close();
  await attachments.close();
}

const refuse = (failure: OpenFailure): { readonly ok: false; readonly failure: OpenFailure } => ({
  ok: false,
  failure,
});

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
