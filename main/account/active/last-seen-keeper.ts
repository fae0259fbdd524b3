import type { NodeId } from '../../domain/ids';
import type { Clock } from '../../platform/clock';
import { toDisposable, type Disposable } from '../../platform/disposable';
import { Duty } from '../../platform/duty';
import type { AccountStore } from '../../storage/account-store';

/** What is noted is written together: of a thousand friends who come and go one commit a minute. */
const gatherMs = 60_000;

/** When friends were there last, in memory, and on the disk within a minute. Ends with the account. */
export class LastSeenKeeper implements Disposable {
  private readonly times: Map<NodeId, number>;
  private readonly unwritten = new Map<NodeId, number>();
  private readonly duty: Duty;
  private timer: Disposable = toDisposable(() => undefined);
  private isWaiting = false;

  constructor(
    private readonly store: AccountStore,
    private readonly clock: Clock,
    private readonly failed: (error: unknown) => void,
  ) {
    this.times = new Map(store.lastSeen.all());
    this.duty = new Duty({
      clock,
      failed,
      work: () => {
        this.write();
        return null;
      },
    });
  }

  /** This computer's time, ms since 1970; null when nobody knows. */
  of(node: NodeId): number | null {
    return this.times.get(node) ?? null;
  }

  /** Of whom it is known. */
  nodes(): Iterable<NodeId> {
    return this.times.keys();
  }

  /** They were there until now. */
  note(nodes: readonly NodeId[]): void {
    const nowMs = this.clock.nowMs();
    for (const node of nodes) {
      this.times.set(node, nowMs);
      this.unwritten.set(node, nowMs);
    }
    this.arm();
  }

  /** Somebody is no friend any more, and what was written of them is gone. */
  forget(node: NodeId): void {
    this.times.delete(node);
    this.unwritten.delete(node);
  }

  /** Writes what is still to be written; the store is open until this returns. */
  dispose(): void {
    this.timer.dispose();
    this.duty.dispose();
    try {
      this.write();
    } catch (error) {
      this.failed(error);
    }
  }

  private arm(): void {
    if (this.isWaiting || this.unwritten.size === 0) return;
    this.isWaiting = true;
    this.timer = this.clock.after(gatherMs, () => {
      this.isWaiting = false;
      this.duty.run();
    });
  }

  private write(): void {
    if (this.unwritten.size === 0) return;
    this.store.transaction(({ lastSeen }) => {
      for (const [node, seenAtMs] of this.unwritten) lastSeen.set(node, seenAtMs);
    }, 'later');
    this.unwritten.clear();
  }
}
