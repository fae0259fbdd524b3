import type { FailureCode } from '../../preload/contract/result';
import type { StartFailureView } from '../../preload/contract/start-failure-view';
import type { Clock } from '../platform/clock';
import { diskFailureOf, isDiskFailure } from '../platform/disk-failure';
import type { Disposable } from '../platform/disposable';
import { Duty } from '../platform/duty';
import type { Logger } from '../platform/logger';

/** What opening accounts at the start uses. */
export interface StartDutiesEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Opens an account, in its turn; null when it is open, otherwise why not. */
  readonly open: (accountId: string) => Promise<FailureCode | null>;
  /** What is told of failed starts is another thing now. */
  readonly changed: () => void;
}

/** Opens the accounts of the last session. What the disk does not give out now is tried again until it does or nobody wants it. */
export class StartDuties implements Disposable {
  private readonly duties = new Map<string, Duty>();
  private readonly failures = new Map<string, StartFailureView>();

  constructor(private readonly environment: StartDutiesEnvironment) {}

  /** Begins to open an account; it has its turn before this returns. */
  run(accountId: string): void {
    const { clock, logger } = this.environment;
    const duty = new Duty({
      clock,
      work: () => this.tryToOpen(accountId),
      failed: (error) => logger.warn('account not opened yet', { reason: diskFailureOf(error) }),
    });
    this.duties.set(accountId, duty);
    duty.run();
  }

  /** The user decides about this account: the start does not any more. */
  end(accountId: string): void {
    this.duties.get(accountId)?.dispose();
    this.duties.delete(accountId);
    if (this.failures.delete(accountId)) this.environment.changed();
  }

  /** Those that are not open, and why, in the order in which they were begun. */
  failed(): readonly StartFailureView[] {
    return [...this.duties.keys()].flatMap((accountId) => this.failures.get(accountId) ?? []);
  }

  dispose(): void {
    for (const duty of this.duties.values()) duty.dispose();
    this.duties.clear();
  }

  private async tryToOpen(accountId: string): Promise<null> {
    const reason = await this.environment.open(accountId);
    // Somebody has decided about it meanwhile.
    if (!this.duties.has(accountId)) return null;
    const isRetried = reason !== null && isDiskFailure(reason);
    if (reason === null) this.failures.delete(accountId);
    else this.failures.set(accountId, { accountId, reason, isRetried });
    this.environment.changed();
    if (isRetried) throw new StartFailedError(reason);
    return null;
  }
}

/** An account of the last session could not be opened now. */
class StartFailedError extends Error {
  override readonly name = 'StartFailedError';

  constructor(readonly code: FailureCode) {
    super(`account: ${code}`);
  }
}
