import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/**
 * Where telling is. `again`: something came up while others are being told.
 *
 *   off --online--> waiting --time--> telling --told--> resting --note--> waiting
 *                                     telling --note--> again --told--> waiting
 *                                     telling, again --left--> waiting          each --lost--> off
 */
export type TellingState = 'off' | 'waiting' | 'telling' | 'again' | 'resting';

/** What happens to telling: `told` is all of it, `left` is less. */
export type TellingEvent = 'online' | 'time' | 'note' | 'told' | 'left' | 'lost';

const moves = {
  off: { online: 'waiting' },
  waiting: { time: 'telling', lost: 'off' },
  telling: { note: 'again', told: 'resting', left: 'waiting', lost: 'off' },
  again: { told: 'waiting', left: 'waiting', lost: 'off' },
  resting: { note: 'waiting', lost: 'off' },
} as const satisfies Record<TellingState, Partial<Record<TellingEvent, TellingState>>>;

/** Where an event leads; null when it means nothing there. */
export function nextTelling(state: TellingState, event: TellingEvent): TellingState | null {
  const row: Partial<Record<TellingEvent, TellingState>> = moves[state];
  return row[event] ?? null;
}

/** After a server that is busy, or a disk that takes nothing, ms. */
export const pauseMs = 30_000;

/** What telling uses. */
export interface TellingEnvironment {
  readonly clock: Clock;
  /** Between the sign-in and the first run, ms. */
  readonly afterSignInMs: number;
  /** What comes up in this time is told in one run, ms. */
  readonly gatherMs: number;
  /**
   * One run: tells what is owed, until the signal says that the connection has ended. Answers in how many ms what is left is to be tried
   * again; null when nothing is. What it throws is reported, and tried again after `pauseMs`.
   */
  readonly tell: (lost: AbortSignal) => Promise<number | null>;
  readonly failed: (error: unknown) => void;
}

/** When what is owed to somebody is told: one run at a time, while there is a connection, and again until all of it is told. */
export class Telling implements Disposable {
  private state: TellingState = 'off';
  private timer: Disposable = toDisposable(() => undefined);
  /** Ends with the connection: a run that comes back later is no matter of the next one. */
  private connection = new AbortController();

  constructor(private readonly environment: TellingEnvironment) {}

  /** There is a connection, and it is used. */
  get isOn(): boolean {
    return this.state !== 'off';
  }

  /** All is told, as far as anybody knows. */
  get isResting(): boolean {
    return this.state === 'resting';
  }

  /** The account is signed in. */
  online(): void {
    if (!this.move('online')) return;
    this.connection = new AbortController();
    this.wait(this.environment.afterSignInMs);
  }

  /** Something may be owed. */
  note(): void {
    if (this.move('note') && this.state === 'waiting') this.wait(this.environment.gatherMs);
  }

  /** The connection has ended; what is owed is told on the next one. */
  disconnected(): void {
    this.timer.dispose();
    this.connection.abort();
    this.move('lost');
  }

  dispose(): void {
    this.disconnected();
  }

  private wait(delayMs: number): void {
    this.timer.dispose();
    this.timer = this.environment.clock.after(delayMs, () => {
      this.run().catch(this.environment.failed);
    });
  }

  private async run(): Promise<void> {
    const { signal } = this.connection;
    this.move('time');
    const leftMs = await this.attempt(signal);
    if (signal.aborted) return;
    this.move(leftMs === null ? 'told' : 'left');
    if (this.state === 'waiting') this.wait(leftMs ?? this.environment.gatherMs);
  }

  private async attempt(signal: AbortSignal): Promise<number | null> {
    try {
      return await this.environment.tell(signal);
    } catch (error) {
      this.environment.failed(error);
      return pauseMs;
    }
  }

  private move(event: TellingEvent): boolean {
    const next = nextTelling(this.state, event);
    if (next === null) return false;
    this.state = next;
    return true;
  }
}
