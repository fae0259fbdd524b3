import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import type { Random } from '../platform/random';
import type { Frame } from '../protocol/packets';
import type { ServerBehaviour } from './server-behaviour';

/** Where a sync frame goes. */
export interface SyncTarget {
  readonly isOpen: boolean;
  send(frame: Frame): void;
}

/** What a sync sender needs of the server. */
export interface SyncSenderParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly behaviour: ServerBehaviour;
}

interface PendingAck {
  readonly target: SyncTarget;
  readonly sentAtMs: number;
  timer: Disposable;
  isNoticed: boolean;
  settle(isAcknowledged: boolean): void;
}

interface Attempt {
  readonly number: number;
  /** The id of the copy before, when it is kept. */
  readonly syncId?: number;
  readonly resolve: (isAcknowledged: boolean) => void;
}

const ackTimeoutMs = 10_000;
const maxAttempts = 3;
/** The real server polls for an acknowledgement that it did not notice at once: measured in about every ninth case. */
const racePollMs = 100;
const raceWindowMs = 1;
const raceChance = 0.12;
const maxSyncId = 0x7fff_ffff;

/**
 * Sends frames that ask for an acknowledgement (tim protocol, section 4): again after 10 and 20 seconds, with a new sync
 * id each time, given up after 30. Sync ids are one counter for the whole server and may be acknowledged by anybody, as
 * far as the server's behaviour says so.
 */
export class SyncSender implements Disposable {
  private readonly pending = new Map<number, PendingAck>();
  private lastSyncId = 0;

  constructor(private readonly parts: SyncSenderParts) {}

  /** Resolves to whether an acknowledgement of the latest copy came; never rejects. */
  send(target: SyncTarget, frame: Frame): Promise<boolean> {
    return new Promise((resolve) => this.attempt(target, frame, { number: 1, resolve }));
  }

  /** Settles the frame that went out with `syncId`; older and unknown ids are ignored. */
  acknowledge(syncId: number, by: SyncTarget): void {
    const ack = this.pending.get(syncId);
    if (ack === undefined || ack.isNoticed) return;
    if (ack.target !== by && !this.parts.behaviour.anyoneMayAcknowledge) return;
    if (!this.losesRace(ack)) {
      ack.settle(true);
      return;
    }
    ack.isNoticed = true;
    ack.timer.dispose();
    ack.timer = this.parts.clock.after(racePollMs, () => ack.settle(true));
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

  private attempt(target: SyncTarget, frame: Frame, attempt: Attempt): void {
    if (!target.isOpen) {
      attempt.resolve(false);
      return;
    }
    const syncId = attempt.syncId ?? this.takeSyncId();
    const { clock, behaviour } = this.parts;
    const ack: PendingAck = {
      target,
      sentAtMs: clock.monotonicMs(),
      isNoticed: false,
      timer: clock.after(ackTimeoutMs, () => {
        this.pending.delete(syncId);
        const again = { ...attempt, number: attempt.number + 1 };
        if (attempt.number === maxAttempts) attempt.resolve(false);
        else this.attempt(target, frame, behaviour.newIdPerCopy ? again : { ...again, syncId });
      }),
      settle: (isAcknowledged) => {
        ack.timer.dispose();
        this.pending.delete(syncId);
        attempt.resolve(isAcknowledged);
      },
    };
    this.pending.set(syncId, ack);
    target.send({ ...frame, syncId });
  }

  private losesRace({ sentAtMs }: PendingAck): boolean {
    const { behaviour, clock, random } = this.parts;
    const isFast = clock.monotonicMs() - sentAtMs < raceWindowMs;
    return behaviour.acknowledgementRace && isFast && random.fraction() < raceChance;
  }

  private takeSyncId(): number {
    this.lastSyncId = this.lastSyncId === maxSyncId ? 1 : this.lastSyncId + 1;
    return this.lastSyncId;
  }
}
