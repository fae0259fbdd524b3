import type { Clock } from '../../platform/clock';
import { toDisposable, type Disposable } from '../../platform/disposable';

const firstPauseMs = 30_000;
const longestPauseMs = 600_000;
/** Accounts cost nothing: thousands of strangers who ask are told as "so many and more" by the list, and by one notice here. */
const mostCounted = 200;
/** Whoever was told of is not told of again by asking and withdrawing. */
const restMs = 3_600_000;

/** What is gathered, and what becomes of it. */
export interface GatheredNoticesEnvironment<Item> {
  /** What two items have in common that count once. */
  readonly keyOf: (item: Item) => string;
  /** Whether there is still something to be told of it. */
  readonly isOpen: (item: Item) => boolean;
  /** At least one, in the order in which they came. */
  readonly tell: (items: readonly [Item, ...Item[]]) => void;
}

/**
 * Notices of what strangers can make come as often as they like. The first is told at once; those that follow are told together after
 * a pause that grows as long as they keep coming, and somebody who asks and withdraws again and again counts once an hour.
 */
export class GatheredNotices<Item> implements Disposable {
  private readonly waiting = new Map<string, Item>();
  /** When the last ones were told, monotonic ms, by their keys. */
  private readonly told = new Map<string, number>();
  private pauseMs = 0;
  private toldAtMs = Number.NEGATIVE_INFINITY;
  private timer: Disposable = toDisposable(() => undefined);
  private isArmed = false;

  constructor(
    private readonly clock: Clock,
    private readonly environment: GatheredNoticesEnvironment<Item>,
  ) {}

  /** These are new. */
  add(items: Iterable<Item>): void {
    for (const item of items) {
      const key = this.environment.keyOf(item);
      if (this.waiting.size < mostCounted && !this.isResting(key)) this.waiting.set(key, item);
    }
    if (this.waiting.size > 0 && !this.isArmed) this.arm();
  }

  dispose(): void {
    this.timer.dispose();
    this.waiting.clear();
    this.told.clear();
  }

  private isResting(key: string): boolean {
    const toldAtMs = this.told.get(key);
    return toldAtMs !== undefined && this.clock.monotonicMs() - toldAtMs < restMs;
  }

  private arm(): void {
    const elapsedMs = this.clock.monotonicMs() - this.toldAtMs;
    // Twice the pause without anything: it was no storm, or it is over.
    if (elapsedMs >= this.pauseMs * 2) this.pauseMs = 0;
    if (elapsedMs >= this.pauseMs) {
      this.tell();
      return;
    }
    this.isArmed = true;
    this.timer = this.clock.after(this.pauseMs - elapsedMs, () => {
      this.isArmed = false;
      this.tell();
    });
  }

  private tell(): void {
    const [first, ...others] = [...this.waiting.values()].filter((item) => this.environment.isOpen(item));
    this.waiting.clear();
    if (first === undefined) return;
    this.toldAtMs = this.clock.monotonicMs();
    for (const item of [first, ...others]) this.note(this.environment.keyOf(item));
    this.pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, this.pauseMs * 2));
    this.environment.tell([first, ...others]);
  }

  private note(key: string): void {
    // The newest stand last, and those that stand first go.
    this.told.delete(key);
    this.told.set(key, this.toldAtMs);
    for (const [first] of this.told) {
      if (this.told.size <= mostCounted) return;
      this.told.delete(first);
    }
  }
}
