import type { NodeId } from '../../domain/ids';
import type { AccountNotice } from '../../ipc/messenger';
import type { Clock } from '../../platform/clock';
import { toDisposable, type Disposable } from '../../platform/disposable';

const firstPauseMs = 30_000;
const longestPauseMs = 600_000;
/** Accounts cost nothing: whoever makes thousands of them ask is told as "so many and more" by the list, and by one notice here. */
const mostCounted = 200;

/**
 * Tells the desktop who asks to be a friend. The first is told at once; those who follow are told together after a pause that grows
 * as long as they keep coming, and somebody who asks and withdraws again and again counts once.
 */
export class RequestNotices implements Disposable {
  private readonly waiting = new Set<NodeId>();
  private pauseMs = 0;
  private toldAtMs = Number.NEGATIVE_INFINITY;
  private timer: Disposable = toDisposable(() => undefined);
  private isArmed = false;

  constructor(
    private readonly clock: Clock,
    private readonly environment: {
      readonly nameOf: (node: NodeId) => string;
      readonly notify: (notice: AccountNotice) => void;
    },
  ) {}

  /** These have newly asked. */
  asked(nodes: ReadonlySet<NodeId>): void {
    for (const node of nodes) if (this.waiting.size < mostCounted) this.waiting.add(node);
    if (this.waiting.size > 0 && !this.isArmed) this.arm();
  }

  dispose(): void {
    this.timer.dispose();
    this.waiting.clear();
  }

  private arm(): void {
    const elapsedMs = this.clock.monotonicMs() - this.toldAtMs;
    // Twice the pause without anybody: it was no storm, or it is over.
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
    const [first] = this.waiting;
    if (first === undefined) return;
    const count = this.waiting.size;
    this.waiting.clear();
    this.toldAtMs = this.clock.monotonicMs();
    this.pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, this.pauseMs * 2));
    this.environment.notify({ kind: 'friendRequest', name: this.environment.nameOf(first), count });
  }
}
