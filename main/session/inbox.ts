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
  readonly hooks: Pick<SessionHooks, 'received' | 'receivedSeveral' | 'sync' | 'acknowledged'>;
  readonly send: (frame: Frame) => void;
  /** Nothing can be stored for now. */
  readonly diskFailed: (reason: DiskFailure) => void;
}

// An acknowledgement within a millisecond of its frame races the server’s book-keeping and costs the next member 100 ms.
const ackDelayMs = 5;

/** Whether a message of these bytes is news that can be committed together with its neighbours. */
export function isGroupable(bytes: Uint8Array): boolean {
  // The first bit of the first byte asks for an acknowledgement.
  return isNews((bytes[0] ?? 0) & 0x7f);
}

const isNews = (type: number): boolean =>
  type === FrameType.message || type === FrameType.revoke || type === FrameType.burn;

interface Held {
  readonly frame: Frame;
  /** When it came, monotonic ms. */
  readonly arrivedMs: number;
}

// Beyond this, what comes is left in the socket until what is being opened was committed.
const mostHeld = 256;

/**
 * Hands on what is nobody's answer, and acknowledges it once it is committed and on the disk; never before. While something is being opened,
 * what comes after it is held, so that the order stays; it is then committed together.
 */
export class Inbox {
  private connection = 0;
  private isOpening = false;
  private held: Held[] = [];

  constructor(private readonly environment: InboxEnvironment) {}

  /** So much is held that nothing more should be read. */
  get isFull(): boolean {
    return this.held.length >= mostHeld;
  }

  /** The connection has ended: what came over it cannot be acknowledged any more, and comes again. */
  disconnected(): void {
    this.connection += 1;
    this.held = [];
  }

  /** Commits one frame that came at `arrivedMs`, monotonic. */
  take(frame: Frame, arrivedMs: number): void {
    if (this.isOpening) this.held.push({ frame, arrivedMs });
    else this.follow(this.takeOneByOne([frame], arrivedMs));
  }

  /** Commits what `next` yields, in one transaction where that is possible; one by one when something among it cannot be. */
  takeSeveral(next: () => Frame | null, arrivedMs: number): void {
    if (this.isOpening) {
      for (let frame = next(); frame !== null; frame = next()) this.held.push({ frame, arrivedMs });
      return;
    }
    const { hooks } = this.environment;
    const taken: Frame[] = [];
    const take = (): Frame | null => {
      const frame = next();
      if (frame !== null) taken.push(frame);
      return frame;
    };
    if (hooks.receivedSeveral === undefined) {
      while (take() !== null);
      this.follow(this.takeOneByOne(taken, arrivedMs));
      return;
    }
    const { connection } = this;
    const committed = (): void => this.acknowledge(taken, { connection, arrivedMs });
    const failed = (error: unknown): Promise<void> | null => this.failedTogether(error, taken, arrivedMs);
    const failedLater = async (error: unknown): Promise<void> => {
      await failed(error);
    };
    try {
      const work = hooks.receivedSeveral(take);
      if (work === null) committed();
      else this.follow(work.then(committed, failedLater));
    } catch (error) {
      this.follow(failed(error));
    }
  }

  /** Holds what comes until the work is done; then takes it. */
  private follow(work: Promise<void> | null): void {
    if (work === null) return;
    this.isOpening = true;
    const done = (): void => {
      this.isOpening = false;
      this.takeHeld();
    };
    work.then(done, (error: unknown) => {
      this.environment.logger.error('frames not taken', errorFields(error));
      done();
    });
  }

  private takeHeld(): void {
    while (!this.isOpening) {
      const [first] = this.held;
      if (first === undefined) return;
      const next = (): Frame | null => {
        const [held] = this.held;
        if (held === undefined || !isNews(held.frame.type)) return null;
        this.held.shift();
        return held.frame;
      };
      if (isNews(first.frame.type)) this.takeSeveral(next, first.arrivedMs);
      else {
        this.held.shift();
        this.take(first.frame, first.arrivedMs);
      }
    }
  }

  private failedTogether(error: unknown, taken: readonly Frame[], arrivedMs: number): Promise<void> | null {
    const reason = diskFailureOf(error);
    const { logger, diskFailed } = this.environment;
    logger.error('frames not applied together', { count: taken.length, ...errorFields(error), reason });
    if (reason === null) return this.takeOneByOne(taken, arrivedMs);
    diskFailed(reason);
    return null;
  }

  /** Commits frames one after the other and acknowledges those that could be. */
  private takeOneByOne(frames: readonly Frame[], arrivedMs: number): Promise<void> | null {
    const { connection } = this;
    const committed: Frame[] = [];
    const takeFrom = (start: number): Promise<void> | null => {
      for (const [offset, frame] of frames.slice(start).entries()) {
        // A disk that fails ends the connection, and what is left with it.
        if (connection !== this.connection) return null;
        const isCommitted = this.commit(frame);
        if (isCommitted instanceof Promise) {
          return isCommitted.then((isDone) => {
            if (isDone) committed.push(frame);
            return takeFrom(start + offset + 1) ?? undefined;
          });
        }
        if (isCommitted) committed.push(frame);
      }
      this.acknowledge(committed, { connection, arrivedMs });
      return null;
    };
    return takeFrom(0);
  }

  private commit(frame: Frame): boolean | Promise<boolean> {
    try {
      const work = this.environment.hooks.received(frame);
      if (work === null) return true;
      return work.then(
        () => true,
        (error: unknown) => this.failed(frame, error),
      );
    } catch (error) {
      return this.failed(frame, error);
    }
  }

  /** Not committed, so not acknowledged: the server keeps it and sends it again. */
  private failed({ type }: Frame, error: unknown): false {
    const reason = diskFailureOf(error);
    this.environment.logger.error('frame not applied', { type, ...errorFields(error), reason });
    if (reason !== null) this.environment.diskFailed(reason);
    return false;
  }

  private acknowledge(
    frames: readonly Frame[],
    { connection, arrivedMs }: { readonly connection: number; readonly arrivedMs: number },
  ): void {
    const { clock, hooks, send } = this.environment;
    if (frames.length === 0) return;
    // Waited for also where nobody asks: the server takes that for delivered.
    const asking = frames.filter(({ syncId }) => syncId !== undefined);
    // A commit takes its time, too: what it took need not be waited for again.
    clock.after(Math.max(0, arrivedMs + ackDelayMs - clock.monotonicMs()), () => {
      if (connection !== this.connection || !this.isOnDisk()) return;
      for (const frame of asking) {
        if (connection !== this.connection || frame.syncId === undefined) return;
        send({ type: FrameType.ack, syncId: frame.syncId, packet: {} });
        hooks.acknowledged?.(frame);
      }
    });
  }

  /** Waits for the disk once for all that was committed by now. */
  private isOnDisk(): boolean {
    const { hooks, logger, diskFailed } = this.environment;
    try {
      hooks.sync?.();
      return true;
    } catch (error) {
      const reason = diskFailureOf(error) ?? 'diskFailing';
      logger.error('commits not on the disk', { ...errorFields(error), reason });
      diskFailed(reason);
      return false;
    }
  }
}
