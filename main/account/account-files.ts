import { timingSafeEqual } from 'node:crypto';
import { lstatSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { KeyProtection } from '../../preload/contract/views';
import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';
import { JsonFile, keepAside } from '../platform/json-file';
import type { Logger } from '../platform/logger';
import { makePrivateFolder } from '../platform/private-folder';
import type { Random } from '../platform/random';
import { createAccountStore, type AccountStore } from '../storage/account-store';
import { Database, databaseKeyBytes, DatabaseError, type DatabaseFailure } from '../storage/database';
import type { KeyVault } from './key-vault';

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

const keyShape = z.object({ key: z.string() });

type StoredKey =
  { readonly ok: true; readonly wrapped: string } | { readonly ok: false; readonly failure: OpenFailure };

/** The files of one account: its wrapped key and its encrypted database. */
export class AccountFiles {
  private readonly databaseFile: string;
  private readonly keyFile: JsonFile<z.output<typeof keyShape>>;

  constructor(
    private readonly folder: string,
    private readonly environment: AccountFilesEnvironment,
  ) {
    this.databaseFile = join(folder, 'messages.db');
    this.keyFile = new JsonFile(join(folder, 'key.json'), keyShape);
  }

  /** Whether there is anything of a database, readable or not. */
  hasDatabase(): boolean {
    return isThere(this.databaseFile);
  }

  /** Opens what is there; makes nothing and overwrites nothing. */
  open(): OpenedAccount {
    // A database that is away for a moment, like one on a disk that is not mounted, must find its key again.
    if (!this.hasDatabase()) return refuse('databaseMissing');
    const stored = this.readKey();
    if (!stored.ok) return stored;
    const key = this.environment.keyVault.unwrap(stored.wrapped);
    if (key === null) return refuse('keyUnavailable');
    try {
      const opened = this.openDatabase(key);
      if (!opened.ok) return opened;
      this.removeHalfWrittenKey();
      return { ...opened, isNew: false, keyProtection: this.sealPlainKey(stored.wrapped, key) };
    } finally {
      key.fill(0);
    }
  }

  /** Opens the database, or makes a new one with a new key where there is neither. */
  openOrMake(): OpenedAccount {
    if (this.hasDatabase() || isThere(this.keyFile.path)) return this.open();
    const { keyVault, random } = this.environment;
    const key = random.bytes(databaseKeyBytes);
    try {
      makePrivateFolder(this.folder);
      this.keyFile.write({ key: keyVault.wrap(key) });
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

  /** A crash may have left a key in the clear. */
  private removeHalfWrittenKey(): void {
    try {
      this.keyFile.removeHalfWritten();
    } catch (error) {
      this.environment.logger.warn('half-written key not removed', { reason: diskFailureOf(error) });
    }
  }

  private readKey(): StoredKey {
    const reading = this.keyFile.read();
    if (reading.kind === 'read') return { ok: true, wrapped: reading.value.key };
    if (reading.kind === 'missing') return refuse('keyFileUnreadable');
    return refuse(diskFailureOf(reading.cause) ?? 'keyFileUnreadable');
  }

  /**
   * A key that lies in its file in the clear, because there was no key store when the account was made, is sealed as soon
   * as there is one. The plain one goes only after the sealed one was opened again and is on the disk.
   */
  private sealPlainKey(wrapped: string, key: Uint8Array): KeyProtection {
    const { keyVault, logger } = this.environment;
    if (keyVault.protectionOf(wrapped) === 'keyStore') return 'keyStore';
    if (keyVault.protection !== 'keyStore') return 'file';
    try {
      const sealed = keyVault.wrap(key);
      const again = keyVault.unwrap(sealed);
      const isSame = again?.length === key.length && timingSafeEqual(again, key);
      again?.fill(0);
      if (!isSame) throw new Error('key store does not round-trip');
      this.keyFile.writeOverSecret({ key: sealed });
      return 'keyStore';
    } catch (error) {
      logger.warn('key not sealed', {
        error: error instanceof Error ? error.name : 'unknown',
        reason: diskFailureOf(error),
      });
      return 'file';
    }
  }
}

const refuse = (failure: OpenFailure): { readonly ok: false; readonly failure: OpenFailure } => ({
  ok: false,
  failure,
});

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
