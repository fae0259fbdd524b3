/**
 * A lane: whether the next entry may go out. What one entry goes through is in `sending-state.ts`.
 *
 *               sent
 *      idle ----------> inFlight
 *       | ^   freed        |
 *       | +----------------+
 *       |                  |
 *       | busy, stumbled   | stumbled
 *       v                  v
 *      backingOff ------------- waited ------> idle
 *
 * `freed`: the entry was answered, or others need not wait for its answer any more. `stumbled`: a write failed, and is tried
 * again. `disconnected` leads from everywhere to `idle`; the entries stay in the queue.
 */
export const lanePhases = ['idle', 'inFlight', 'backingOff'] as const;
export type LanePhase = (typeof lanePhases)[number];

/** Facts that move a lane. */
export const laneEvents = ['sent', 'freed', 'busy', 'waited', 'stumbled', 'disconnected'] as const;
export type LaneEvent = (typeof laneEvents)[number];

const transitions = {
  idle: { sent: 'inFlight', busy: 'backingOff', stumbled: 'backingOff' },
  inFlight: { freed: 'idle', stumbled: 'backingOff', disconnected: 'idle' },
  backingOff: { waited: 'idle', stumbled: 'backingOff', disconnected: 'idle' },
} as const satisfies Record<LanePhase, Partial<Record<LaneEvent, LanePhase>>>;

/** The phase after an event, or null when the event means nothing in this phase. */
export function nextLanePhase(phase: LanePhase, event: LaneEvent): LanePhase | null {
  const row: Partial<Record<LaneEvent, LanePhase>> = transitions[phase];
  return row[event] ?? null;
}
