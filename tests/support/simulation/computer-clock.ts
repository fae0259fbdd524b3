import type { Clock } from '../../../main/platform/clock';
import { toDisposable, type Disposable } from '../../../main/platform/disposable';

/** The clock of one computer: its wall clock can be set, and its process can be stopped, without the others noticing. */
export class ComputerClock implements Clock {
  private jumpedMs = 0;
  private isStopped = false;
  private readonly waiting: (() => void)[] = [];

  /** `world` is the time that all computers share. */
  constructor(readonly world: Clock) {}

  /** Whole, as that of every system; a slow line makes times in between. */
  nowMs(): number {
    return Math.floor(this.world.nowMs()) + this.jumpedMs;
  }

  /** Goes on while the process is stopped, as on systems that count the sleep. */
  monotonicMs(): number {
    return this.world.monotonicMs();
  }

  after(delayMs: number, callback: () => void): Disposable {
    return this.guard(callback, (run) => this.world.after(delayMs, run));
  }

  every(intervalMs: number, callback: () => void): Disposable {
    return this.guard(callback, (run) => this.world.every(intervalMs, run));
  }

  /** Sets the wall clock forward or back; timers notice nothing. */
  jump(byMs: number): void {
    this.jumpedMs += byMs;
  }

  /** Nothing of the process runs from now on, as with SIGSTOP or a computer that sleeps. */
  stop(): void {
    this.isStopped = true;
  }

  /** The process goes on: first everything that came and became due meanwhile. */
  resume(): void {
    this.isStopped = false;
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) next();
  }

  /** Does something in the process: now, or when it goes on. */
  whenRunning(action: () => void): void {
    if (this.isStopped) this.waiting.push(action);
    else action();
  }

  private guard(callback: () => void, start: (run: () => void) => Disposable): Disposable {
    let isOver = false;
    let isWaiting = false;
    const timer = start(() => {
      // However often an interval was over while the process stood still, it runs once.
      if (isWaiting) return;
      isWaiting = true;
      this.whenRunning(() => {
        isWaiting = false;
        if (!isOver) callback();
      });
    });
    return toDisposable(() => {
      isOver = true;
      timer.dispose();
    });
  }
}
