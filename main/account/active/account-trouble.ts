import { diskFailureOf, type DiskFailure } from '../../platform/disk-failure';
import { Emitter } from '../../platform/emitter';
import type { Logger } from '../../platform/logger';

/** Where failures go that nobody waits for. */
export class AccountTrouble {
  /** The disk takes nothing: until it does, nothing may be accepted from the server. */
  readonly diskFailed = new Emitter<DiskFailure>();

  constructor(private readonly logger: Logger) {}

  /** Does something whose failure must not become one of whoever set it off. */
  attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.failed(error);
    }
  }

  /** Something went wrong in the background. */
  failed(error: unknown): void {
    this.report(error);
    const failure = diskFailureOf(error);
    if (failure !== null) this.diskFailed.emit(failure);
  }

  /** Something went wrong while the connection was ended, and nothing more can be done about it. */
  report(error: unknown): void {
    this.logger.error('account in trouble', {
      error: error instanceof Error ? error.name : 'unknown',
      reason: diskFailureOf(error),
    });
  }
}
