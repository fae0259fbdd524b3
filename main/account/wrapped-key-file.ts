import { timingSafeEqual } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { z } from 'zod';
import type { KeyProtection } from '../../preload/contract/views';
import { destroyFile, temporaryNameOf } from '../platform/atomic-file';
import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';
import { JsonFile } from '../platform/json-file';
import type { Logger } from '../platform/logger';
import type { KeyVault } from './key-vault';

/** What a file of a key is read and written with. */
export interface WrappedKeyEnvironment {
  readonly keyVault: KeyVault;
  readonly logger: Logger;
}

/** Why a key could not be had. Nothing has been changed. */
export type KeyFailure = 'keyUnavailable' | 'keyFileUnreadable' | DiskFailure;

/** A key as it came out of its file; whoever takes it overwrites it in the end. */
export type ReadKey =
  | { readonly ok: true; readonly key: Uint8Array; readonly wrapped: string }
  | { readonly ok: false; readonly failure: KeyFailure };

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
    this.file.write({ key: this.environment.keyVault.wrap(key) });
  }

  /** Opens the key; a file that is missing counts as unreadable. */
  read(): ReadKey {
    const reading = this.file.read();
    if (reading.kind === 'missing') return { ok: false, failure: 'keyFileUnreadable' };
    if (reading.kind === 'unreadable') {
      return { ok: false, failure: diskFailureOf(reading.cause) ?? 'keyFileUnreadable' };
    }
    const wrapped = reading.value.key;
    const key = this.environment.keyVault.unwrap(wrapped);
    return key === null ? { ok: false, failure: 'keyUnavailable' } : { ok: true, key, wrapped };
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
   * A key that lies in its file in the clear, because there was no key store when it was made, is sealed as soon as there
   * is one. The plain one goes only after the sealed one was opened again and is on the disk. Answers what guards it now.
   */
  seal(wrapped: string, key: Uint8Array): KeyProtection {
    const { keyVault, logger } = this.environment;
    if (keyVault.protectionOf(wrapped) === 'keyStore') return 'keyStore';
    if (keyVault.protection !== 'keyStore') return 'file';
    try {
      const sealed = keyVault.wrap(key);
      const again = keyVault.unwrap(sealed);
      const isSame = again?.length === key.length && timingSafeEqual(again, key);
      again?.fill(0);
      if (!isSame) throw new Error('key store does not round-trip');
      this.file.writeOverSecret({ key: sealed });
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
