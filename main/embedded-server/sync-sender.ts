import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import type { Frame } from '../protocol/packets';

/** Where a sync frame goes. */
export interface SyncTarget {
  readonly isOpen: boolean;
  send(frame: Frame): void;
}

interface PendingAck {
  readonly target: SyncTarget;
  readonly timer: Disposable;
  settle(isAcknowledged: boolean): void;
}

const ackTimeoutMs = 10_000;
const maxAttempts = 3;
const maxSyncId = 0x7fff_ffff;

/**
 * Sends frames that ask for an acknowledgement (tim protocol, section 4): again after 10 and 20 seconds, with a new sync
 * id each time, given up after 30. Sync ids are one counter for the whole server and may be acknowledged by anybody.
 */
export class SyncSender implements Disposable {
  private readonly pending = new Map<number, PendingAck>();
  private lastSyncId = 0;

  constructor(private readonly clock: Clock) {}

  /** Resolves to whether an acknowledgement of the latest copy came; never rejects. */
  send(target: SyncTarget, frame: Frame): Promise<boolean> {
    return new Promise((resolve) => this.attempt(target, frame, { number: 1, resolve }));
  }

  /** Settles the frame that went out with `syncId`; older and unknown ids are ignored. */
  acknowledge(syncId: number): void {
    this.pending.get(syncId)?.settle(true);
  }

  /** Gives up what waits for `target` without the rest of the ten seconds. */
  abandon(target: SyncTarget): void {
    for (const ack of [...this.pending.values()]) if (ack.target === target) ack.settle(false);
  }

  /** Leaves everything undecided for ever, as a crash does. */
  forget(): void {
    for (const ack of this.pending.values()) ack.timer.dispose();
    this.pending.clear();
  }

  /** Gives up everything. */
  dispose(): void {
    for (const ack of [...this.pending.values()]) ack.settle(false);
  }

  private attempt(
    target: SyncTarget,
    frame: Frame,
    attempt: { readonly number: number; readonly resolve: (isAcknowledged: boolean) => void },
  ): void {
    if (!target.isOpen) {
      attempt.resolve(false);
      return;
    }
    const syncId = this.takeSyncId();
    const timer = this.clock.after(ackTimeoutMs, () => {
      this.pending.delete(syncId);
      if (attempt.number < maxAttempts)
        this.attempt(target, frame, { ...attempt, number: attempt.number + 1 });
      else attempt.resolve(false);
    });
    this.pending.set(syncId, {
      target,
      timer,
      settle: (isAcknowledged) => {
        timer.dispose();
        this.pending.delete(syncId);
        attempt.resolve(isAcknowledged);
      },
    });
    target.send({ ...frame, syncId });
  }

  private takeSyncId(): number {
    this.lastSyncId = this.lastSyncId === maxSyncId ? 1 : this.lastSyncId + 1;
    return this.lastSyncId;
  }
}
