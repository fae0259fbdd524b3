import type { FailureCode } from '../../preload/contract/result';
import type { ConnectionView } from '../../preload/contract/views';
import type { SessionFailure } from '../session/session-failure';
import type { SessionStatus } from '../session/session-terms';

const failureCodeOf = {
  unknownHost: 'serverUnknown',
  refused: 'connectionRefused',
  unreachable: 'serverUnreachable',
  notTim: 'notATimServer',
  tls: 'tlsRefused',
  timeout: 'timedOut',
  aborted: 'timedOut',
  lost: 'offline',
  overLimit: 'signedInJustNow',
  kicked: 'signedInElsewhere',
  wrongPassword: 'wrongPassword',
  diskFull: 'diskFull',
  diskReadOnly: 'diskReadOnly',
  fileLocked: 'fileLocked',
  diskFailing: 'diskFailing',
} as const satisfies Record<SessionFailure, FailureCode>;

/** The contract's code for a reason of the session. */
export const toConnectionFailure = (failure: SessionFailure): FailureCode => failureCodeOf[failure];

/** What the account knows of its connection beside the session's status. */
export interface ConnectionFigures {
  readonly serverOffsetMs: number;
  readonly replayedMessages: number;
}

/** What the window may know of the connection. */
export function toConnectionView(status: SessionStatus, figures: ConnectionFigures): ConnectionView {
  return {
    state: status.state,
    retryAtMs: status.retryAtMs,
    awaySinceMs: status.awaySinceMs,
    isRetry: status.isRetry,
    failure: status.failure === null ? null : toConnectionFailure(status.failure),
    serverOffsetMs: figures.serverOffsetMs,
    unreadableFrames: status.unreadableFrames,
    replayedMessages: status.state === 'replaying' ? figures.replayedMessages : 0,
  };
}

/** The connection of nobody. */
export const signedOutConnection: ConnectionView = {
  state: 'signedOut',
  retryAtMs: null,
  awaySinceMs: null,
  isRetry: false,
  failure: null,
  serverOffsetMs: 0,
  unreadableFrames: 0,
  replayedMessages: 0,
};
