import { Emitter } from '../platform/emitter';
import type { Database } from './database';

/** What erasures still owe to the write-ahead log. */
export interface ErasureDebt {
  /** Something is owed: `settle` has to be called until it does not throw. */
  readonly owed: Emitter<null>;
  /** A transaction that erased something was committed. */
  readonly erased: Emitter<null>;
  /**
   * Does what is owed, if anything is; outside of any transaction.
   * @throws DatabaseError
   */
  settle(): void;
}

/**
 * The second half of an erasure: pages from before it are still in the write-ahead log until that is emptied. What cannot be
 * emptied at once, because another program reads the file or the disk does not take it, stays owed.
 */
export class ErasureLog implements ErasureDebt {
  readonly owed = new Emitter<null>();
  readonly erased = new Emitter<null>();
  private isNoted = false;
  private isOwed = false;

  constructor(private readonly database: Database) {}

  /** Something was erased in the transaction that runs: the log is emptied after its commit. */
  note(): void {
    this.isNoted = true;
  }

  /** Runs a transaction, and empties the log when something was erased in it. Throws only what the transaction throws. */
  follow<T>(transaction: () => T): T {
    this.isNoted = false;
    const result = transaction();
    if (this.isNoted) {
      this.forget();
      this.erased.emit(null);
    }
    return result;
  }

  /** Empties the log, outside of any transaction; never throws. */
  forget(): void {
    this.isOwed = true;
    try {
      this.settle();
    } catch {
      // Whoever listens tries again and reports what comes of it.
      this.owed.emit(null);
    }
  }

  settle(): void {
    if (!this.isOwed) return;
    this.database.truncateLog();
    this.isOwed = false;
  }
}
