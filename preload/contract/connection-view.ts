import type { FailureCode } from './result';

/** State of the connection to the tim server. */
export type ConnectionState =
  'signedOut' | 'connecting' | 'authenticating' | 'replaying' | 'online' | 'waiting' | 'kicked' | 'rejected';

/** How the connection stands, and why. */
export interface ConnectionView {
  readonly state: ConnectionState;
  /** When the next attempt is made, milliseconds since 1970 in this computer's clock; only while `waiting`. */
  readonly retryAtMs: number | null;
  /**
   * Since when the account is not online though it wants to be, until what it has missed has come, milliseconds since 1970 in this computer's
   * clock; null otherwise.
   */
  readonly awaySinceMs: number | null;
  /** It is not the first attempt: one has failed, or a connection was lost. */
  readonly isRetry: boolean;
  /** Why the connection is not there; only in `waiting`, `kicked` and `rejected`. */
  readonly failure: FailureCode | null;
  /** Add to this computer's clock to get the server's, milliseconds. */
  readonly serverOffsetMs: number;
  /** Frames of this connection that could not be read and were skipped. */
  readonly unreadableFrames: number;
  /** Messages that this sign-in has fetched of those that waited on the server; 0 outside of `replaying`. */
  readonly replayedMessages: number;
}
