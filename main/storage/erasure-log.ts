import { Emitter } from '../platform/emitter';
import type { Database } from './database';

/**
 * The second half of an erasure: pages from before it are still in the write-ahead log until that is emptied. What cannot be
 * emptied at once, because another program reads the file or the disk does not take it, stays owed.
 */
export class ErasureLog {
  /** Something is owed: `settle` has to be called until it does not throw. */
  readonly owed = new Emitter<null>();
  private isOwed = false;

  constructor(private readonly database: Database) {}

  /** Empties the log after an erasure, outside of any transaction; never throws. */
  forget(): void {
    this.isOwed = true;
    try {
      this.settle();
    } catch {
      // Whoever listens tries again and reports what comes of it.
      this.owed.emit(null);
    }
  }

  /**
   * Does what is owed, if anything is.
   * @throws DatabaseError
   */
  settle(): void {
    if (!this.isOwed) return;
    this.database.truncateLog();
    this.isOwed = false;
  }
}
