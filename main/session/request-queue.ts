import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import { FrameType } from '../protocol/packet-types';
import type { Frame, TimAck } from '../protocol/packets';

/**
 * Answer to a request. tim often answers with nothing at all: `silence` after the time-out means "empty" or "done",
 * depending on the question. `code` is tim's own error code.
 */
export type Reply =
  | { readonly kind: 'answer'; readonly frame: Frame }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'disconnected' };

/** A question to the server. */
export interface Request {
  readonly frame: Frame;
  /** Whether a frame from the server answers it. */
  readonly isAnswer: (frame: Frame) => boolean;
  /** How long to wait before silence is the answer. */
  readonly timeoutMs: number;
}

interface Entry {
  readonly request: Request;
  readonly resolve: (reply: Reply) => void;
}

// Failed room operations and password changes answer twice; the second answer carries nothing to tell it apart.
const secondAnswerMs = 150;

/**
 * Asks one question at a time, because tim's answers name neither their question nor their chat. Questions wait their
 * turn; a lost connection ends them all.
 */
export class RequestQueue {
  private readonly waiting: Entry[] = [];
  private current: Entry | null = null;
  private timer: Disposable = toDisposable(() => undefined);
  private isLingering = false;

  constructor(
    private readonly clock: Clock,
    private readonly send: (frame: Frame) => void,
  ) {}

  /** Puts a question at the end of the queue. */
  ask(request: Request): Promise<Reply> {
    return new Promise((resolve) => {
      this.waiting.push({ request, resolve });
      this.next();
    });
  }

  /** Shows a frame from the server to the open question; true when nobody else needs to see it. */
  offer(frame: Frame): boolean {
    const refusal = refusalOf(frame);
    if (this.isLingering && refusal !== null) return true;
    if (this.current === null) return false;
    if (this.current.request.isAnswer(frame)) {
      this.settle({ kind: 'answer', frame });
      return frame.type !== FrameType.message;
    }
    if (refusal !== null && refusal.timType === this.current.request.frame.type) {
      this.settle({ kind: 'refused', code: refusal.code });
      return true;
    }
    return false;
  }

  /** The connection is gone: every open question ends. */
  disconnect(): void {
    this.timer.dispose();
    this.isLingering = false;
    const open = [...(this.current === null ? [] : [this.current]), ...this.waiting.splice(0)];
    this.current = null;
    for (const entry of open) entry.resolve({ kind: 'disconnected' });
  }

  private next(): void {
    if (this.current !== null || this.isLingering) return;
    const entry = this.waiting.shift();
    if (entry === undefined) return;
    this.current = entry;
    this.timer = this.clock.after(entry.request.timeoutMs, () => this.settle({ kind: 'silence' }));
    this.send(entry.request.frame);
  }

  private settle(reply: Reply): void {
    const entry = this.current;
    if (entry === null) return;
    this.timer.dispose();
    this.current = null;
    entry.resolve(reply);
    if (reply.kind === 'refused') this.linger();
    else this.next();
  }

  private linger(): void {
    this.isLingering = true;
    this.timer = this.clock.after(secondAnswerMs, () => {
      this.isLingering = false;
      this.next();
    });
  }
}

/** The refusal in a frame about requests; refusals of messages, revokes and burns belong to the outbox. */
function refusalOf(frame: Frame): { readonly timType: number; readonly code: number } | null {
  if (frame.type !== FrameType.ack || !isAck(frame.packet) || frame.packet.ok) return null;
  const { timType, error } = frame.packet;
  const isOutbox =
    timType === FrameType.message || timType === FrameType.revoke || timType === FrameType.burn;
  return isOutbox ? null : { timType, code: error?.code ?? 0 };
}

/** Whether a frame of type 12 carries an answer rather than nothing. */
export const isAck = (packet: object): packet is TimAck => 'ok' in packet;
