import { fittingBytes, smallestLimitBytes } from '../domain/message-size';
import type { Clock } from '../platform/clock';
import type { AccountStore } from '../storage/account-store';

// A server may get another database; what was learnt long ago is put to the test again.
const forgottenAfterMs = 30 * 24 * 60 * 60 * 1_000;

/**
 * What the server of this account stores, as far as it was seen: the largest content that it has, and the smallest that it
 * refused for its size. Kept in the account's database; what notes something is a transaction of its own.
 */
export class ServerLimits {
  constructor(
    private readonly store: AccountStore,
    private readonly clock: Clock,
  ) {}

  /** Whether a content of this size has no chance. */
  isTooLarge(bytes: number): boolean {
    const refusedBytes = this.refusedBytes();
    return refusedBytes !== null && bytes >= refusedBytes;
  }

  /** The largest content that is worth sending, bytes; null when no limit is known. */
  fittingBytes(): number | null {
    const refusedBytes = this.refusedBytes();
    if (refusedBytes === null) return null;
    return Math.max(fittingBytes(refusedBytes), Math.min(this.read('largestStoredBytes'), refusedBytes - 1));
  }

  /** The largest content that the server is known to have, bytes; 0 when none was of note. */
  storedBytes(): number {
    return this.read('largestStoredBytes');
  }

  /** The server has a content of this size, whoever wrote it. */
  noteStored(bytes: number): void {
    if (bytes <= smallestLimitBytes || bytes <= this.read('largestStoredBytes')) return;
    const isBelied = this.isTooLarge(bytes);
    this.store.transaction(({ profile }) => {
      profile.set('largestStoredBytes', String(bytes));
      if (isBelied) profile.set('smallestRefusedBytes', '0');
    });
  }

  /** The server refused a content of this size and stored smaller ones at the same time. */
  noteRefused(bytes: number): void {
    if (bytes <= smallestLimitBytes || this.isTooLarge(bytes)) return;
    // What it has stored before is too much now: it has another database.
    const isAnother = this.read('largestStoredBytes') >= bytes;
    this.store.transaction(({ profile }) => {
      if (isAnother) profile.set('largestStoredBytes', '0');
      profile.set('smallestRefusedBytes', String(bytes));
      profile.set('smallestRefusedAtMs', String(this.clock.nowMs()));
    });
  }

  /** Puts the limit to the test again: the user wants it to be tried. */
  forget(): void {
    this.store.transaction(({ profile }) => profile.set('smallestRefusedBytes', '0'));
  }

  private refusedBytes(): number | null {
    const bytes = this.read('smallestRefusedBytes');
    const isForgotten = this.clock.nowMs() - this.read('smallestRefusedAtMs') > forgottenAfterMs;
    return bytes === 0 || isForgotten ? null : bytes;
  }

  private read(key: 'largestStoredBytes' | 'smallestRefusedBytes' | 'smallestRefusedAtMs'): number {
    return Number(this.store.profile.get(key) ?? 0);
  }
}
