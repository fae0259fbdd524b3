import { Emitter } from '../../main/platform/emitter';
import { FrameType } from '../../main/protocol/packet-types';
import type { Frame, TimAck, TimMessage, TimNodes } from '../../main/protocol/packets';
import type { ClientLink } from '../../main/session/client/client-link';
import { RequestQueue, type Reply, type Request } from '../../main/session/request-queue';
import { settle } from './fake-server';
import { ManualClock } from './manual-clock';
import { promptLine } from './prompt-line';

/** Together longer than any question waits. */
const steps = 20;
const stepMs = 500;

/** A session whose server says what a test has written down: the real queue of questions, no connection. */
export class ScriptedLink implements ClientLink {
  readonly sent: Frame[] = [];
  private readonly clock = new ManualClock();
  private readonly script: Frame[][] = [];
  readonly frameRead = new Emitter<Frame>();
  private readonly queue = new RequestQueue(this.clock, promptLine, (frame) => this.answer(frame));

  /** What the server says to the next question; nothing for silence. */
  says(...frames: Frame[]): this {
    this.script.push(frames);
    return this;
  }

  ask(request: Request): Promise<Reply> {
    return this.queue.ask(request);
  }

  send(frame: Frame): void {
    this.sent.push(frame);
  }

  /** The connection ends. */
  disconnect(): void {
    this.queue.disconnect();
  }

  /** The server says something that nobody asked for. */
  tell(frame: Frame): void {
    this.frameRead.emit(frame);
    this.queue.offer(frame);
  }

  /** Resolves with an answer; what the server does not answer ends with the time-out. */
  async outcome<T>(answer: Promise<T>): Promise<T> {
    for (let step = 0; step < steps; step += 1) {
      await settle();
      this.clock.advance(stepMs);
    }
    return answer;
  }

  private answer(frame: Frame): void {
    this.sent.push(frame);
    const frames = this.script.shift() ?? [];
    queueMicrotask(() => frames.forEach((one) => this.tell(one)));
  }
}

/** A confirming TimAck. */
export const confirmation = (timType: number, t: number, fields: Partial<TimAck> = {}): Frame => ({
  type: FrameType.ack,
  packet: { ok: true, timType, t: BigInt(t), ...fields },
});

/** A refusing TimAck. */
export const refused = (timType: number, code: number, fields: Partial<TimAck> = {}): Frame => ({
  type: FrameType.ack,
  packet: { ok: false, timType, error: { code }, ...fields },
});

/** A TimNodes frame. */
export const nodes = (packet: TimNodes): Frame => ({ type: FrameType.nodes, packet });

/** A message frame. */
export const messageFrame = (packet: TimMessage): Frame => ({ type: FrameType.message, packet });
