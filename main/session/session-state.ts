/**
 * The life of one signed-in connection.
 *
 *                      start                opened                 accepted               replayed
 *   signedOut ------------------> connecting ------> authenticating ---------> replaying ---------> online
 *       ^                            ^   |                | |  |                  |  |               |  |
 *       | stop (from any)            |   | lost      lost | |  | rejected    lost |  | kicked   lost |  | kicked
 *       |                            |   v                v |  v                  v  v               v  v
 *       |                      retry | waiting <------------+ rejected          waiting kicked   waiting kicked
 *       |                            +---+    (over the device limit)
 *
 * `retry` also leaves `kicked` and `rejected`, but only because the user asked.
 */
export const sessionStates = [
  'signedOut',
  'connecting',
  'authenticating',
  'replaying',
  'online',
  'waiting',
  'kicked',
  'rejected',
] as const;
export type SessionState = (typeof sessionStates)[number];

/** Facts that move the session. */
export const sessionEvents = [
  'start',
  'opened',
  'accepted',
  'replayed',
  'lost',
  'overLimit',
  'kicked',
  'rejected',
  'retry',
  'stop',
] as const;
export type SessionEvent = (typeof sessionEvents)[number];

const transitions = {
  signedOut: { start: 'connecting' },
  connecting: { opened: 'authenticating', lost: 'waiting', stop: 'signedOut' },
  authenticating: {
    accepted: 'replaying',
    lost: 'waiting',
    overLimit: 'waiting',
    rejected: 'rejected',
    stop: 'signedOut',
  },
  replaying: { replayed: 'online', lost: 'waiting', kicked: 'kicked', stop: 'signedOut' },
  online: { lost: 'waiting', kicked: 'kicked', stop: 'signedOut' },
  waiting: { retry: 'connecting', stop: 'signedOut' },
  kicked: { retry: 'connecting', stop: 'signedOut' },
  rejected: { retry: 'connecting', stop: 'signedOut' },
} as const satisfies Record<SessionState, Partial<Record<SessionEvent, SessionState>>>;

/** The state after an event, or null when the event means nothing in this state. */
export function nextState(state: SessionState, event: SessionEvent): SessionState | null {
  const row: Partial<Record<SessionEvent, SessionState>> = transitions[state];
  return row[event] ?? null;
}
