/**
 * The lane: what the outbox is doing with the entry whose turn it is.
 *
 *               verify            verified, unclear
 *      idle ------------> verifying ------------> idle
 *       |  ^                |   ^
 *  sent |  | settled,       |   | doubted,
 *       |  | postponed      |   | overdue
 *       v  |                |   |                      waited
 *     inFlight <- resumed --+---+----> busy: backingOff -------> idle
 *
 * `disconnected` leads from everywhere to `idle`; the entry stays in the queue. `stumbled` leads from everywhere to
 * `backingOff`: a write failed, and is tried again.
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
  'overdue',
  'resumed',
  'settled',
  'postponed',
  'busy',
  'waited',
  'stumbled',
  'disconnected',
] as const;
export type LaneEvent = (typeof laneEvents)[number];

const transitions = {
  idle: { verify: 'verifying', sent: 'inFlight', stumbled: 'backingOff' },
  verifying: {
    verified: 'idle',
    unclear: 'idle',
    resumed: 'inFlight',
    settled: 'idle',
    busy: 'backingOff',
    stumbled: 'backingOff',
    disconnected: 'idle',
  },
  inFlight: {
    settled: 'idle',
    doubted: 'verifying',
    overdue: 'verifying',
    postponed: 'idle',
    busy: 'backingOff',
    stumbled: 'backingOff',
    disconnected: 'idle',
  },
  backingOff: { waited: 'idle', stumbled: 'backingOff', disconnected: 'idle' },
} as const satisfies Record<LanePhase, Partial<Record<LaneEvent, LanePhase>>>;

/** The phase after an event, or null when the event means nothing in this phase. */
export function nextLanePhase(phase: LanePhase, event: LaneEvent): LanePhase | null {
  const row: Partial<Record<LaneEvent, LanePhase>> = transitions[phase];
  return row[event] ?? null;
}
