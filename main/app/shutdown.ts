import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import { errorFields } from '../platform/error-fields';

const stopTimeoutMs = 5_000;

/** What ending the app needs. */
export interface ShutdownOptions {
  /** Ends the process with this code; nothing runs after it. */
  readonly exit: (code: number) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Ends the app in order, once: every registered step, the last one first, all within 5 s; then the process exits. */
export class Shutdown {
  private readonly steps: (() => Promise<void> | void)[] = [];
  private begun = false;

  constructor(private readonly options: ShutdownOptions) {}

  /** True from the moment the end has begun. */
  get hasBegun(): boolean {
    return this.begun;
  }

  /** Registers something to be ended. Steps run one after the other, in reverse order of registration. */
  add(step: () => Promise<void> | void): void {
    this.steps.push(step);
  }

  /** Begins the end. Later calls change nothing, the first code counts. */
  begin(exitCode: number): void {
    if (this.begun) return;
    this.begun = true;
    let hasExited = false;
    const exit = (): void => {
      if (hasExited) return;
      hasExited = true;
      timeout.dispose();
      this.options.exit(exitCode);
    };
    const timeout = this.options.clock.after(stopTimeoutMs, () => {
      this.options.logger.error('shutdown took too long');
      exit();
    });
    this.runSteps().then(exit, (error: unknown) => {
      this.options.logger.error('shutdown failed', errorFields(error));
      exit();
    });
  }

  private async runSteps(): Promise<void> {
    for (const step of [...this.steps].reverse()) {
      try {
        await step();
      } catch (error) {
        this.options.logger.error('shutdown step failed', errorFields(error));
      }
    }
  }
}
