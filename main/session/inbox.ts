import type { Clock } from '../platform/clock';
import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';
import { errorFields } from '../platform/error-fields';
import type { Logger } from '../platform/logger';
import { FrameType } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';
import type { SessionHooks } from './session-terms';

/** What the inbox uses. */
export interface InboxEnvironment {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly hooks: Pick<SessionHooks, 'received' | 'receivedSeveral' | 'acknowledged'>;
  readonly send: (frame: Frame) => void;
  /** Nothing can be stored for now. */
  readonly diskFailed: (reason: DiskFailure) => void;
}

// An acknowledgement within a millisecond of its frame races the server’s book-keeping and costs the next member 100 ms.
const ackDelayMs = 5;

/** Whether a message of these bytes is news that can be committed together with its neighbours. */
export function isGroupable(bytes: Uint8Array): boolean {
  // The first bit of the first byte asks for an acknowledgement.
  const type = (bytes[0] ?? 0) & 0x7f;
  return type === FrameType.message || type === FrameType.revoke || type === FrameType.burn;
}

/** Hands on what is nobody's answer, and acknowledges it once it is committed; never before. */
export class Inbox {
  private connection = 0;

  constructor(private readonly environment: InboxEnvironment) {}

  /** The connection has ended: what came over it cannot be acknowledged any more. */
  disconnected(): void {
    this.connection += 1;
  }

  /** Commits one frame that came at `arrivedMs`, monotonic. */
  take(frame: Frame, arrivedMs: number): void {
    if (this.commit(frame)) this.acknowledge([frame], arrivedMs);
  }

  /** Commits what `next` yields, in one transaction where that is possible; one by one when something among it cannot be. */
  takeSeveral(next: () => Frame | null, arrivedMs: number): void {
    const { hooks, logger } = this.environment;
    const taken: Frame[] = [];
    const take = (): Frame | null => {
      const frame = next();
      if (frame !== null) taken.push(frame);
      return frame;
    };
    if (hooks.receivedSeveral === undefined) while (take() !== null);
    else {
      try {
        hooks.receivedSeveral(take);
        this.acknowledge(taken, arrivedMs);
        return;
      } catch (error) {
        const reason = diskFailureOf(error);
        logger.error('frames not applied together', { count: taken.length, ...errorFields(error), reason });
        if (reason !== null) {
          this.environment.diskFailed(reason);
          return;
        }
      }
    }
    const { connection } = this;
    // A disk that fails ends the connection, and what is left with it.
    const committed = taken.filter((frame) => connection === this.connection && this.commit(frame));
    this.acknowledge(committed, arrivedMs);
  }

  private commit(frame: Frame): boolean {
    try {
      this.environment.hooks.received(frame);
      return true;
    } catch (error) {
      // Not committed, so not acknowledged: the server keeps it and sends it again.
      const reason = diskFailureOf(error);
      this.environment.logger.error('frame not applied', { type: frame.type, ...errorFields(error), reason });
      if (reason !== null) this.environment.diskFailed(reason);
      return false;
    }
  }

  private acknowledge(frames: readonly Frame[], arrivedMs: number): void {
    const { clock, hooks, send } = this.environment;
    const asking = frames.filter(({ syncId }) => syncId !== undefined);
    if (asking.length === 0) return;
    const { connection } = this;
    // A commit takes its time, too: what it took need not be waited for again.
    clock.after(Math.max(0, arrivedMs + ackDelayMs - clock.monotonicMs()), () => {
      for (const frame of asking) {
        if (connection !== this.connection || frame.syncId === undefined) return;
        send({ type: FrameType.ack, syncId: frame.syncId, packet: {} });
        hooks.acknowledged?.(frame);
      }
    });
  }
}
