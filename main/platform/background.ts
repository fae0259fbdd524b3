import type { Disposable } from './disposable';
import { errorFields } from './error-fields';
import type { Logger } from './logger';

/**
 * Work that nobody waits for. A failure is logged with name, code and place, and then told to its owner, who decides what
 * becomes of the duty; it never ends the process. Once disposed of, nothing begins any more, and what fails because its owner
 * has gone is no fault.
 */
export class Background implements Disposable {
  private isDisposed = false;

  /** `failed` hears of every failure while the owner is there. */
  constructor(
    private readonly logger: Logger,
    private readonly failed: (error: unknown) => void = () => undefined,
  ) {}

  /** Begins `work`; `failed` is called after a failure while the owner is still there. Neither may throw into the caller. */
  run(job: string, work: () => Promise<unknown>, failed: (error: unknown) => void = () => undefined): void {
    if (this.isDisposed) return;
    this.begin(work).catch((error: unknown) => {
      if (this.isDisposed) {
        this.logger.debug('work ended with its owner', { job });
        return;
      }
      this.logger.error('background work failed', { job, ...errorFields(error) });
      this.failed(error);
      failed(error);
    });
  }

  dispose(): void {
    this.isDisposed = true;
  }

  // Async, so that what throws before its first promise fails in the same place.
  private async begin(work: () => Promise<unknown>): Promise<void> {
    await work();
  }
}
