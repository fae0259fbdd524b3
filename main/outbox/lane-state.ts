/**
 * The lane: what the outbox is doing with the entry at its head.
 *
 *               verify                verified
 *      idle ------------> verifying ------------> idle
 *       |  ^                  |                    |
 *  sent |  | settled          | unclear            |
 *       |  |                  v      waited        |
 *       v  +---------------- backingOff -----------+
 *    inFlight ---- busy, timedOut ----^
 *       |
 *       +---- doubted ----> verifying
 *
 * `disconnected` leads from everywhere to `idle`; the entry stays in the queue.
 */
export const lanePhases = ['idle', 'verifying', 'inFlight', 'backingOff'] as const;
export type LanePhase = (typeof lanePhases)[number];

/** Facts that move the lane. */
export const laneEvents = [
  'verify',
  'verified',
  'unclear',
  'sent',
  'doubted',
  'settled',
  'busy',
  'timedOut',
  'waited',
  'disconnected',
] as const;
export type LaneEvent = (typeof laneEvents)[number];

const transitions = {
  idle: { verify: 'verifying', sent: 'inFlight' },
  verifying: { verified: 'idle', unclear: 'backingOff', settled: 'idle', disconnected: 'idle' },
  inFlight: {
    settled: 'idle',
    doubted: 'verifying',
    busy: 'backingOff',
    timedOut: 'backingOff',
    disconnected: 'idle',
  },
  backingOff: { waited: 'idle', disconnected: 'idle' },
} as const satisfies Record<LanePhase, Partial<Record<LaneEvent, LanePhase>>>;

/** The phase after an event, or null when the event means nothing in this phase. */
export function nextLanePhase(phase: LanePhase, event: LaneEvent): LanePhase | null {
  const row: Partial<Record<LaneEvent, LanePhase>> = transitions[phase];
  return row[event] ?? null;
}
