import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import type { Logger } from '../platform/logger';

/** What the replay uses. */
export interface OfflineReplayEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Asks the server for the next page. */
  readonly requestPage: () => void;
}

// The acknowledgement of a page has to be on its way before the next page is asked for, or the same page comes again.
const afterPageMs = 25;
const pageTimeoutMs = 10_000;

/**
 * Drains what waited on the server: request, page, acknowledgement, request, until the server says END (section 7). A
 * server that says nothing ends the replay, too: live messages must not wait for it.
 */
export class OfflineReplay {
  private finish: (() => void) | null = null;
  private timer: Disposable = toDisposable(() => undefined);

  constructor(private readonly environment: OfflineReplayEnvironment) {}

  /** Resolves when the queue is empty, the server is silent, or the connection is gone. */
  run(): Promise<void> {
    this.end();
    return new Promise((resolve) => {
      this.finish = resolve;
      this.request();
    });
  }

  /** A page was committed. Pages that nobody asked for are welcome and ask for nothing. */
  pageApplied(): void {
    if (this.finish === null) return;
    this.timer.dispose();
    this.timer = this.environment.clock.after(afterPageMs, () => this.request());
  }

  /** The server said END, or the connection is gone. */
  end(): void {
    this.timer.dispose();
    const { finish } = this;
    this.finish = null;
    finish?.();
  }

  private request(): void {
    this.timer.dispose();
    this.timer = this.environment.clock.after(pageTimeoutMs, () => {
      this.environment.logger.warn('offline queue is silent');
      this.end();
    });
    this.environment.requestPage();
  }
}
