import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import { FrameType } from '../protocol/packet-types';
import type { Frame, TimAck } from '../protocol/packets';
import { watchForSilence, type LineSigns } from './answer-watch';

/**
 * Answer to a request. `silence`: the server has the question, lived on for the time-out, and what it said in that time
 * has come; no answer was among it. tim says nothing to an empty answer, and nothing when it failed, so silence is not
 * yet "empty". `code` is tim's own error code.
 */
export type Reply =
  | { readonly kind: 'answer'; readonly frame: Frame }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'disconnected' };

/** A question to the server. */
export interface Request {
  /**
   * Questions of one lane wait for each other, because their answers cannot be told apart; questions of different lanes
   * do not.
   */
  readonly lane: string;
  readonly frame: Frame;
  /** Whether a frame from the server answers it. */
  readonly isAnswer: (frame: Frame) => boolean;
  /** False when the server never refuses it, so that a refusal must mean a question of another lane. */
  readonly isRefusable?: boolean;
  /** How long the server may take, from the arrival of the question; see `watchForSilence`. */
  readonly timeoutMs: number;
}

interface Entry {
  readonly request: Request;
  readonly resolve: (reply: Reply) => void;
}

// Failed room operations and password changes answer twice; the second answer carries nothing to tell it apart.
const secondAnswerMs = 150;

/**
 * Asks the server questions and finds their answers. tim's answers name neither their question nor their chat, so within
 * a lane one question is open at a time. A lost connection ends them all.
 */
export class RequestQueue {
  private readonly lanes = new Map<string, Lane>();

  constructor(
    private readonly clock: Clock,
    private readonly line: LineSigns,
    private readonly send: (frame: Frame) => void,
  ) {}

  /** Puts a question at the end of its lane. */
  ask(request: Request): Promise<Reply> {
    const lane = this.lanes.get(request.lane) ?? new Lane(this.clock, this.line, this.send);
    this.lanes.set(request.lane, lane);
    return lane.ask(request);
  }

  /** Shows a frame from the server to the open questions; true when nobody else needs to see it. */
  offer(frame: Frame): boolean {
    for (const lane of this.lanes.values()) {
      // A message can answer a question (joined a room) and is news all the same.
      if (lane.answer(frame)) return frame.type !== FrameType.message;
    }
    const refusal = refusalOf(frame);
    if (refusal === null) return false;
    for (const lane of this.lanes.values()) if (lane.refuse(refusal.timType, refusal.code)) return true;
    return false;
  }

  /** The connection is gone: every open question ends. */
  disconnect(): void {
    const lanes = [...this.lanes.values()];
    this.lanes.clear();
    for (const lane of lanes) lane.disconnect();
  }
}

class Lane {
  private readonly waiting: Entry[] = [];
  private current: Entry | null = null;
  private refusedType: number | null = null;
  private timer: Disposable = toDisposable(() => undefined);

  constructor(
    private readonly clock: Clock,
    private readonly line: LineSigns,
    private readonly send: (frame: Frame) => void,
  ) {}

  ask(request: Request): Promise<Reply> {
    return new Promise((resolve) => {
      this.waiting.push({ request, resolve });
      this.next();
    });
  }

  answer(frame: Frame): boolean {
    if (this.current?.request.isAnswer(frame) !== true) return false;
    this.settle({ kind: 'answer', frame });
    this.next();
    return true;
  }

  /** Takes a refusal of the open question, or the repetition of the last one. */
  refuse(timType: number, code: number): boolean {
    if (this.refusedType === timType) return true;
    const open = this.current?.request;
    if (open?.frame.type !== timType || open.isRefusable === false) return false;
    this.settle({ kind: 'refused', code });
    this.refusedType = timType;
    this.timer = this.clock.after(secondAnswerMs, () => {
      this.refusedType = null;
      this.next();
    });
    return true;
  }

  disconnect(): void {
    this.timer.dispose();
    const open = [...(this.current === null ? [] : [this.current]), ...this.waiting.splice(0)];
    this.current = null;
    for (const entry of open) entry.resolve({ kind: 'disconnected' });
  }

  private next(): void {
    if (this.current !== null || this.refusedType !== null) return;
    const entry = this.waiting.shift();
    if (entry === undefined) return;
    this.current = entry;
    // First sent, then watched: what has arrived is counted in bytes that were handed over.
    this.send(entry.request.frame);
    if (this.current !== entry) return;
    this.timer = watchForSilence({ clock: this.clock, line: this.line }, entry.request.timeoutMs, () => {
      this.settle({ kind: 'silence' });
      this.next();
    });
  }

  private settle(reply: Reply): void {
    const entry = this.current;
    this.timer.dispose();
    this.current = null;
    entry?.resolve(reply);
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
