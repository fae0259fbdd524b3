import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import type { Logger } from '../platform/logger';

/** What the replay uses and whom it tells. */
export interface OfflineReplayEnvironment {
  readonly clock: Clock;
  /** Calls back when the server has said nothing though it had the time, see `watchForSilence`. */
  readonly watch: (timeoutMs: number, silent: () => void) => Disposable;
  readonly logger: Logger;
  /** Asks the server for the next page. */
  readonly requestPage: () => void;
  /** `messageCount` has grown. */
  readonly progressed: () => void;
}

// Asked for before the server has removed a page, the same page comes again: the client then becomes more patient.
const patienceMs = [1, 5, 25] as const;
const longestPatienceMs = 25;
// From the arrival of the request. A page of pictures that is under way on a slow line is no silence, however long it takes.
const pageTimeoutMs = 10_000;
// A server needs milliseconds to remove a page; over these pages it has had a second. One that still repeats itself is
// broken or hostile, and live messages must not wait for it. What it keeps back is asked for again later, and history has
// it as well.
const mostBarrenPages = 40;
// Ten thousand messages; after them live messages, sending and the chats need not wait for the rest, which goes on coming.
const mostPagesAhead = 1_000;

/**
 * Drains what waited on the server: request, page, acknowledgement, request, until the server says END (section 7). A
 * server that says nothing, or the same for ever, ends the replay, too: live messages must not wait for it.
 */
export class OfflineReplay {
  private finish: (() => void) | null = null;
  private isRunning = false;
  private pages = 0;
  private timer: Disposable = toDisposable(() => undefined);
  private fetched = new Set<string>();
  /** How often a page came again; a server that needs time needs it in the next run, too. */
  private hurries = 0;
  /** Pages in a row that brought nothing new. */
  private barrenPages = 0;

  constructor(private readonly environment: OfflineReplayEnvironment) {}

  /** Whether the last run ended because the server said nothing: the answer may be lost, so ask again. */
  isUnanswered = false;

  /** Different messages that the current run, or the one before, has brought. */
  get messageCount(): number {
    return this.fetched.size;
  }

  /**
   * Resolves when the queue is empty, the server has nothing new to say, or the connection is gone; and when it is so long that
   * everything else should not wait for it. It is drained all the same.
   */
  run(): Promise<void> {
    this.end();
    this.fetched = new Set();
    this.barrenPages = 0;
    this.pages = 0;
    this.isRunning = true;
    this.isUnanswered = false;
    return new Promise((resolve) => {
      this.finish = resolve;
      this.request();
    });
  }

  /**
   * A page was committed; `messages` tell its messages apart. Pages that nobody asked for are welcome and ask for
   * nothing.
   */
  pageApplied(messages: readonly string[]): void {
    if (!this.isRunning) return;
    this.pages += 1;
    if (this.pages === mostPagesAhead) this.release();
    const countBefore = this.fetched.size;
    if (messages.some((message) => this.fetched.has(message))) this.noteHurry();
    for (const message of messages) this.fetched.add(message);
    this.barrenPages = this.fetched.size > countBefore ? 0 : this.barrenPages + 1;
    this.environment.progressed();
    if (this.barrenPages < mostBarrenPages) {
      this.requestAfter(longestPatienceMs);
      return;
    }
    this.environment.logger.warn('offline queue repeats itself', { pages: this.barrenPages });
    this.end();
  }

  /** The server was told that a page is safe. */
  pageAcknowledged(): void {
    if (this.isRunning) this.requestAfter(patienceMs[this.hurries] ?? longestPatienceMs);
  }

  /** The server said END, or the connection is gone. */
  end(): void {
    this.timer.dispose();
    this.isRunning = false;
    this.release();
  }

  private release(): void {
    const { finish } = this;
    this.finish = null;
    finish?.();
  }

  private noteHurry(): void {
    this.hurries += 1;
    this.environment.logger.info('a page came again', { times: this.hurries });
  }

  private requestAfter(delayMs: number): void {
    this.timer.dispose();
    this.timer = this.environment.clock.after(delayMs, () => this.request());
  }

  private request(): void {
    this.timer.dispose();
    const before = this.timer;
    this.environment.requestPage();
    // What is answered at once has asked for the next page already.
    if (!this.isRunning || this.timer !== before) return;
    this.timer = this.environment.watch(pageTimeoutMs, () => {
      this.environment.logger.warn('offline queue is silent');
      this.isUnanswered = true;
      this.end();
    });
  }
}
