import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Random } from '../platform/random';
import { createAccountStore, type AccountStore } from '../storage/account-store';
import type { DiskFailure } from '../platform/disk-failure';
import { Database, databaseKeyBytes, DatabaseError, type DatabaseFailure } from '../storage/database';
import { makePrivateFolder, readJson, writeJson } from './file-store';
import type { KeyVault } from './key-vault';

/** Why an account's files could not be opened. */
export type OpenFailure = 'keyUnavailable' | 'databaseDamaged' | 'databaseNewer' | DiskFailure;

const openFailures = {
  wrongKey: 'keyUnavailable',
  damaged: 'databaseDamaged',
  newerVersion: 'databaseNewer',
  diskFull: 'diskFull',
  diskReadOnly: 'diskReadOnly',
  fileLocked: 'fileLocked',
  diskFailing: 'diskFailing',
} as const satisfies Record<DatabaseFailure, OpenFailure>;

/** Outcome of opening an account's files. */
export type OpenedAccount =
  | { readonly ok: true; readonly store: AccountStore; readonly isNew: boolean }
  | { readonly ok: false; readonly failure: OpenFailure };

const keySchema = z.object({ key: z.string() });

/** The files of one account: its wrapped key and its encrypted database. */
export class AccountFiles {
  private readonly databaseFile: string;
  private readonly keyFile: string;

  constructor(
    private readonly folder: string,
    private readonly keyVault: KeyVault,
    private readonly random: Random,
  ) {
    this.databaseFile = join(folder, 'messages.db');
    this.keyFile = join(folder, 'key.json');
  }

  /** Opens the database, or makes a new one with a new key. Never overwrites a database that it cannot open. */
  open(): OpenedAccount {
    const isNew = !existsSync(this.databaseFile);
    makePrivateFolder(this.folder);
    const key = isNew ? this.makeKey() : this.readKey();
    if (key === null) return { ok: false, failure: 'keyUnavailable' };
    try {
      return { ok: true, store: createAccountStore(Database.open(this.databaseFile, key)), isNew };
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return { ok: false, failure: openFailures[error.code] };
    } finally {
      key.fill(0);
    }
  }

  /** Removes an account that never came into being: its first sign-in failed. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private makeKey(): Uint8Array {
    const key = this.random.bytes(databaseKeyBytes);
    writeJson(this.keyFile, { key: this.keyVault.wrap(key) });
    return key;
  }

  private readKey(): Uint8Array | null {
    const stored = readJson(this.keyFile, keySchema);
    return stored === null ? null : this.keyVault.unwrap(stored.key);
  }
}
