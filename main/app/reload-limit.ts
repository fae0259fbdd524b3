import type { Clock } from '../platform/clock';

const quietMs = 60_000;

/**
 * Decides whether a page that died is loaded again: at most once in a minute. A page that dies again at once would go on
 * dying, and an endless loop would hide the reason.
 */
export class ReloadLimit {
  private lastMs: number | null = null;

  constructor(private readonly clock: Clock) {}

  /** True when the page should be loaded again after this reason of Electron's `render-process-gone`. */
  claim(reason: string): boolean {
    if (reason === 'clean-exit') return false;
    const nowMs = this.clock.monotonicMs();
    if (this.lastMs !== null && nowMs - this.lastMs < quietMs) return false;
    this.lastMs = nowMs;
    return true;
  }
}
