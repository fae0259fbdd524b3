import type { Frame } from '../../protocol/packets';
import type { Reply, Request } from '../request-queue';

/** What the client operations need of a session. */
export interface ClientLink {
  /** Asks one question; resolves always. */
  ask(request: Request): Promise<Reply>;
  /** Sends a frame if the connection is there. */
  send(frame: Frame): void;
}
