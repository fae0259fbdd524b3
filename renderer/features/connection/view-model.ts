import type { FailureCode } from '../../../preload/contract/result';
import type { ConnectionView } from '../../../preload/contract/views';

/** What the line under the header says; null while everything is well or nobody is signed in. */
export interface ConnectionLineModel {
  readonly tone: 'calm' | 'warn' | 'bad';
  /** Message key of the sentence. */
  readonly key: string;
  /** Number that goes into the sentence. */
  readonly count: number;
  /** Reason that goes into the sentence. */
  readonly failure: FailureCode | null;
  /** Seconds until the next attempt; null when none is planned. */
  readonly retryInSeconds: number | null;
  /** Message key of the button; null when there is nothing to do. */
  readonly actionKey: string | null;
}

const quiet = { count: 0, failure: null, retryInSeconds: null, actionKey: null } as const;

/** The connection state in words. `nowMs` is this computer's clock. */
export function connectionLine(connection: ConnectionView, nowMs: number): ConnectionLineModel | null {
  const { state, failure } = connection;
  switch (state) {
    case 'signedOut':
      return null;
    case 'online':
      return connection.unreadableFrames === 0
        ? null
        : { ...quiet, tone: 'calm', key: 'connection.unreadable', count: connection.unreadableFrames };
    case 'replaying':
      return connection.replayedMessages === 0
        ? { ...quiet, tone: 'calm', key: 'connection.replaying' }
        : { ...quiet, tone: 'calm', key: 'connection.replayingCount', count: connection.replayedMessages };
    case 'connecting':
    case 'authenticating':
      return { ...quiet, tone: 'calm', key: `connection.${state}` };
    case 'waiting':
      return {
        ...quiet,
        tone: 'warn',
        key: failure === null ? 'connection.waiting' : 'connection.waitingReason',
        failure,
        retryInSeconds: secondsUntil(connection.retryAtMs, nowMs),
        actionKey: 'connection.tryNow',
      };
    case 'kicked':
      return { ...quiet, tone: 'warn', key: 'connection.kicked', actionKey: 'connection.signInAgain' };
    case 'rejected':
      return {
        ...quiet,
        tone: 'bad',
        key: 'connection.rejected',
        failure: failure ?? 'refusedByServer',
        actionKey: 'connection.tryAgain',
      };
  }
}

function secondsUntil(timeMs: number | null, nowMs: number): number | null {
  return timeMs === null ? null : Math.max(0, Math.ceil((timeMs - nowMs) / 1000));
}
