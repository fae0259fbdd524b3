/**
 * A sending: what an entry goes through from its turn on, until it is settled or waits in the queue again.
 *
 *              check
 *      chosen --------> checking
 *         |                                   resumed
 *         | sent                         +--------------+
 *         v       silent                 v   overdue    |
 *       fresh -----------------------> waiting ------> looking
 *         |                              |              |
 *         |            doubted           v              |
 *         +------------------------> doubting <---------+
 *
 * `checking` asks the history whether an earlier sending has arrived. While a sending is `fresh`, nothing else of its type
 * goes out, so that a refusal can only be meant for it; then only its chat waits. `doubting` asks the history whether a
 * refusal was true. `ended` leads from everywhere to `over`.
 */
export const sendingPhases = [
  'chosen',
  'checking',
  'fresh',
  'waiting',
  'looking',
  'doubting',
  'over',
] as const;
export type SendingPhase = (typeof sendingPhases)[number];

/** Facts that move a sending. */
export const sendingEvents = ['check', 'sent', 'silent', 'overdue', 'resumed', 'doubted', 'ended'] as const;
export type SendingEvent = (typeof sendingEvents)[number];

const transitions = {
  chosen: { check: 'checking', sent: 'fresh', ended: 'over' },
  checking: { ended: 'over' },
  fresh: { silent: 'waiting', doubted: 'doubting', ended: 'over' },
  waiting: { overdue: 'looking', doubted: 'doubting', ended: 'over' },
  looking: { resumed: 'waiting', doubted: 'doubting', ended: 'over' },
  doubting: { ended: 'over' },
  over: {},
} as const satisfies Record<SendingPhase, Partial<Record<SendingEvent, SendingPhase>>>;

/** The phase after an event, or null when the event means nothing in this phase. */
export function nextSendingPhase(phase: SendingPhase, event: SendingEvent): SendingPhase | null {
  const row: Partial<Record<SendingEvent, SendingPhase>> = transitions[phase];
  return row[event] ?? null;
}
