import type { Frame } from '../../main/protocol/packets';
import type { ClientLink } from '../../main/session/client/client-link';
import { RequestQueue, type Reply, type Request } from '../../main/session/request-queue';
import type { ManualClock } from './manual-clock';
import { promptLine } from './prompt-line';

/** A connection without a network: what the client asks is a list, and a test says what arrives. */
export class TestLink implements ClientLink {
  readonly sent: Frame[] = [];
  private readonly requests: RequestQueue;

  constructor(clock: ManualClock) {
    this.requests = new RequestQueue(clock, promptLine, (frame) => this.sent.push(frame));
  }

  ask(request: Request): Promise<Reply> {
    return this.requests.ask(request);
  }

  send(frame: Frame): void {
    this.sent.push(frame);
  }

  /** A frame arrives; true when it answered a question. */
  deliver(frame: Frame): boolean {
    return this.requests.offer(frame);
  }

  disconnect(): void {
    this.requests.disconnect();
  }
}
