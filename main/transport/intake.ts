import type { Disposable } from '../platform/disposable';
import type { AfterTurn } from '../platform/turn';

/** What an intake fills and what it empties into. */
export interface IntakePort {
  readonly afterTurn: AfterTurn;
  /** Takes some of the messages and answers how many; none while earlier ones are still being worked on. */
  readonly take: (messages: readonly Uint8Array[]) => number;
  /** Stops and starts the source. A stopped source may still deliver what it has read. */
  readonly pause: () => void;
  readonly resume: () => void;
}

// More is left in the socket, where the sender feels it: memory stays small whatever comes.
const highBytes = 1_048_576;
const highMessages = 4_096;
// What is offered at once; a few milliseconds of work are less.
const mostOffered = 512;

/**
 * Gathers the messages that come while the program is busy with earlier ones, and offers them together once the event loop
 * has had a turn, so that timers and other sockets live through a burst. A message that comes alone waits for nothing.
 */
export class Intake {
  private queue: Uint8Array[] = [];
  private queuedBytes = 0;
  private isPaused = false;
  private turn: Disposable | null = null;
  private ended: (() => void) | null = null;

  constructor(private readonly port: IntakePort) {}

  /** A message came. */
  push(message: Uint8Array): void {
    this.queue.push(message);
    this.queuedBytes += message.length;
    if (!this.isPaused && this.isFull(1)) {
      this.isPaused = true;
      this.port.pause();
    }
    this.schedule();
  }

  /** Nothing comes any more; calls back when everything was taken. */
  end(callback: () => void): void {
    this.ended = callback;
    if (this.queue.length === 0) this.finish();
  }

  /** Drops what was not taken. */
  clear(): void {
    this.turn?.dispose();
    this.turn = null;
    this.queue = [];
    this.queuedBytes = 0;
  }

  private schedule(): void {
    this.turn ??= this.port.afterTurn(() => {
      this.turn = null;
      this.offer();
    });
  }

  private offer(): void {
    const taken = this.queue.splice(0, this.port.take(this.queue.slice(0, mostOffered)));
    for (const { length } of taken) this.queuedBytes -= length;
    if (this.isPaused && !this.isFull(0.5)) {
      this.isPaused = false;
      this.port.resume();
    }
    if (this.queue.length > 0) this.schedule();
    else this.finish();
  }

  private isFull(share: number): boolean {
    return this.queuedBytes > highBytes * share || this.queue.length > highMessages * share;
  }

  private finish(): void {
    const { ended } = this;
    this.ended = null;
    ended?.();
  }
}
