import { openKey, sealKey } from '../../platform/sealed-key';
import type { Random } from '../../platform/random';

/** What stands between a wrapped key and its file: nothing, or the lock of the app. */
export interface KeyLock {
  /** A wrapped key as its file has to hold it now. Throws while the app is locked: nothing is written then. */
  close(wrapped: string): string;
  /** Whether the file of a key holds it as it should now. */
  isAsItShould(text: string): boolean;
  /** The wrapped key of a file. `appLocked`: not before somebody unlocks; `keyUnavailable`: it was closed by another lock. */
  open(
    text: string,
  ):
    | { readonly ok: true; readonly wrapped: string }
    | { readonly ok: false; readonly failure: 'appLocked' | 'keyUnavailable' };
}

const closedTag = 'locked-1:';

/** Whether a text is a key behind a lock. */
export const isClosed = (text: string): boolean => text.startsWith(closedTag);

/** Which lock a key is behind; null: behind none. */
export function lockOf(text: string): string | null {
  return isClosed(text) ? (text.slice(closedTag.length).split(':')[0] ?? null) : null;
}

/** A lock as keys are put behind it. */
export interface LockKey {
  readonly id: string;
  readonly key: Uint8Array;
}

/**
 * Puts a wrapped key behind a lock. What the key store has sealed lies inside, so that both are needed, and so that a lock can be
 * put on and taken off without the key store.
 */
export function closeKey(wrapped: string, { id, key }: LockKey, random: Random): string {
  return `${closedTag}${id}:${sealKey(Buffer.from(wrapped), key, random).toString('base64')}`;
}

/** The wrapped key again; null when it was changed, or is behind another lock. */
export function openClosedKey(text: string, { id, key }: LockKey): string | null {
  if (lockOf(text) !== id) return null;
  const sealed = Buffer.from(text.slice(closedTag.length + id.length + 1), 'base64');
  return openKey(sealed, key)?.toString() ?? null;
}
