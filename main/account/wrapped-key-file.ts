import { timingSafeEqual } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { z } from 'zod';
import type { KeyProtection } from '../../preload/contract/views';
import { destroyFile, temporaryNameOf } from '../platform/atomic-file';
import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';
import { JsonFile } from '../platform/json-file';
import type { Logger } from '../platform/logger';
import type { KeyVault } from './key-vault';
import type { KeyLock } from './lock/key-lock';

/** What a file of a key is read and written with. */
export interface WrappedKeyEnvironment {
  readonly keyVault: KeyVault;
  /** The lock behind which keys lie. */
  readonly keyLock: KeyLock;
  readonly logger: Logger;
}

/** Why a key could not be had. Nothing has been changed. */
export type KeyFailure = 'keyUnavailable' | 'appLocked' | 'keyFileUnreadable' | DiskFailure;

/** A key as it came out of its file; whoever takes it overwrites it in the end. */
export interface OpenedKey {
  readonly key: Uint8Array;
  /** As the vault wrapped it. */
  readonly wrapped: string;
  /** As it lies in the file. */
  readonly text: string;
}

/** What reading a key brought. */
export type ReadKey =
  (OpenedKey & { readonly ok: true }) | { readonly ok: false; readonly failure: KeyFailure };

const keyShape = z.object({ key: z.string() });

/** The file in which the key of a database lies, wrapped by the vault of this computer. */
export class WrappedKeyFile {
  private readonly file: JsonFile<z.output<typeof keyShape>>;

  constructor(
    path: string,
    private readonly environment: WrappedKeyEnvironment,
  ) {
    this.file = new JsonFile(path, keyShape);
  }

  /** Whether there is anything under its name, readable or not. */
  isThere(): boolean {
    return lstatSync(this.file.path, { throwIfNoEntry: false }) !== undefined;
  }

  /** Wraps and keeps a new key. Throws what the disk says. */
  write(key: Uint8Array): void {
    const { keyVault, keyLock } = this.environment;
    this.file.write({ key: keyLock.close(keyVault.wrap(key)) });
  }

  /** Opens the key; a file that is missing counts as unreadable. */
  read(): ReadKey {
    const reading = this.file.read();
    if (reading.kind === 'missing') return { ok: false, failure: 'keyFileUnreadable' };
    if (reading.kind === 'unreadable') {
      return { ok: false, failure: diskFailureOf(reading.cause) ?? 'keyFileUnreadable' };
    }
    const text = reading.value.key;
    const unlocked = this.environment.keyLock.open(text);
    if (!unlocked.ok) return unlocked;
    const { wrapped } = unlocked;
    const key = this.environment.keyVault.unwrap(wrapped);
    return key === null ? { ok: false, failure: 'keyUnavailable' } : { ok: true, key, wrapped, text };
  }

  /** Destroys the key, and what a crash left of it. Throws what the disk says; nothing happens when it is not there. */
  destroy(): void {
    destroyFile(this.file.path);
    destroyFile(temporaryNameOf(this.file.path));
  }

  /** A crash may have left a key in the clear. */
  removeHalfWritten(): void {
    try {
      this.file.removeHalfWritten();
    } catch (error) {
      this.environment.logger.warn('half-written key not removed', { reason: diskFailureOf(error) });
    }
  }

  /**
   * Puts the key behind the lock, or takes it from there, as the lock says now; needs no key store. Answers why it could not be; a
   * key that nobody could open either way stays as it is.
   */
  followLock(): KeyFailure | null {
    const { keyLock } = this.environment;
    const reading = this.file.read();
    if (reading.kind === 'unreadable') {
      return reading.reason === 'unreachable' ? (diskFailureOf(reading.cause) ?? 'keyFileUnreadable') : null;
    }
    if (reading.kind === 'missing' || keyLock.isAsItShould(reading.value.key)) return null;
    const unlocked = keyLock.open(reading.value.key);
    if (!unlocked.ok) return null;
    try {
      this.file.writeOverSecret({ key: keyLock.close(unlocked.wrapped) });
      return null;
    } catch (error) {
      const failure = diskFailureOf(error);
      if (failure === null) throw error;
      return failure;
    }
  }

  /**
   * A key that lies in its file in the clear, because there was no key store when it was made, is sealed as soon as there
   * is one, and one that is not behind the lock is put there. The old form goes only after the new one was opened again and is on
   * the disk. Answers what guards it now.
   */
  seal({ key, wrapped, text }: OpenedKey): KeyProtection {
    const { keyVault, keyLock, logger } = this.environment;
    const isSealed = keyVault.protectionOf(wrapped) === 'keyStore';
    const isToBeSealed = !isSealed && keyVault.protection === 'keyStore';
    if (!isToBeSealed && keyLock.isAsItShould(text)) return isSealed ? 'keyStore' : 'file';
    try {
      const sealed = isToBeSealed ? keyVault.wrap(key) : wrapped;
      const again = keyVault.unwrap(sealed);
      const isSame = again?.length === key.length && timingSafeEqual(again, key);
      again?.fill(0);
      if (!isSame) throw new Error('key store does not round-trip');
      this.file.writeOverSecret({ key: keyLock.close(sealed) });
      return isSealed || isToBeSealed ? 'keyStore' : 'file';
    } catch (error) {
      logger.warn('key not sealed', {
        error: error instanceof Error ? error.name : 'unknown',
        reason: diskFailureOf(error),
      });
      return isSealed ? 'keyStore' : 'file';
    }
  }
}
