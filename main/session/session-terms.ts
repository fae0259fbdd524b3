import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import type { Frame } from '../protocol/packets';
import type { Dial } from '../transport/transport';
import type { HeartbeatOptions } from './heartbeat';
import type { ReconnectOptions } from './reconnect-policy';
import type { PatienceBook } from './server-patience';
import type { SessionFailure } from './session-failure';
import type { SessionState } from './session-state';
import type { PasswordBook } from './password-book';
import type { Wire } from './wire';

/** What the outside may know of a session. */
export interface SessionStatus {
  readonly state: SessionState;
  readonly failure: SessionFailure | null;
  /** When the next attempt begins, wall clock ms; only while waiting. */
  readonly retryAtMs: number | null;
  /** Since when the account is not online though it wants to be, wall clock ms; null otherwise. */
  readonly awaySinceMs: number | null;
  /** An attempt has failed or a connection was lost since the session was started. */
  readonly isRetry: boolean;
  /** Frames of this connection that could not be read and were skipped. */
  readonly unreadableFrames: number;
}

/** Who signs in, and where. */
export interface SessionOptions {
  /** Websocket addresses of one cluster, tried in order; the one that worked is kept. */
  readonly urls: readonly string[];
  readonly name: string;
  readonly password: string;
  /** A one-time token to sign in with at the first attempt; later ones use the password. */
  readonly loginToken?: string;
  /** Name of this device, the same over restarts. */
  readonly resource: string;
  readonly heartbeat: HeartbeatOptions;
  readonly reconnect: ReconnectOptions;
}

/** What a session uses. */
export interface SessionEnvironment {
  readonly dial: Dial;
  /** What everybody else uses of the connections. */
  readonly wire: Wire;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** Remembers over restarts how long the server bears silence; without one it is learnt anew. */
  readonly patience?: PatienceBook;
  /** Passwords of which one holds; without it there is the one of the options. */
  readonly passwords?: PasswordBook;
}

/** What a session is used for. */
export interface SessionHooks {
  /** The server let us in; `node` is our own address. */
  accepted(node: string): void;
  /** Fetches what waited for us; the session is online when the promise is settled, either way. */
  replay(): Promise<void>;
  /**
   * A frame that is nobody's answer. When this returns null, or once its promise is kept, its effect is committed and the
   * server may forget it. Until then nothing else is handed over.
   */
  received(frame: Frame): Promise<void> | null;
  /**
   * The same for messages that came together: takes one after the other from `next` until that is null, and commits them
   * together. Then the effect of every frame taken is committed; when it throws or rejects, of none.
   */
  receivedSeveral?(next: () => Frame | null): Promise<void> | null;
  /** Asked before an acknowledgement: throws unless what was committed is on the disk when it returns. */
  sync?(): void;
  /** The acknowledgement of a frame was handed to the connection. */
  acknowledged?(frame: Frame): void;
  /** The connection ended; answers that did not come will not come. */
  disconnected(): void;
  /** Asked before a connection is made after the disk had failed: throws while nothing could be kept of what arrives. */
  checkDisk?(): void;
}
