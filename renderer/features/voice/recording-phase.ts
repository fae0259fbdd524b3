/**
 * Where a recording is.
 *
 *   asking --heard--> recording --stop--> listening --send--> sending --sent--> over
 *   asking --refused--> over             sending --failed--> listening
 *   recording --stop, and it is too short--> over         all --cancel--> over
 */
export type RecordingPhase = 'asking' | 'recording' | 'listening' | 'sending' | 'over';

/** What happens to a recording. */
export type RecordingEvent =
  'heard' | 'refused' | 'stop' | 'tooShort' | 'send' | 'sent' | 'failed' | 'cancel';

const moves = {
  asking: { heard: 'recording', refused: 'over', cancel: 'over' },
  recording: { stop: 'listening', tooShort: 'over', cancel: 'over' },
  listening: { send: 'sending', cancel: 'over' },
  sending: { sent: 'over', failed: 'listening', cancel: 'over' },
  over: {},
} as const satisfies Record<RecordingPhase, Partial<Record<RecordingEvent, RecordingPhase>>>;

/** Where an event leads; null when it means nothing there. */
export function nextRecordingPhase(phase: RecordingPhase, event: RecordingEvent): RecordingPhase | null {
  const row: Partial<Record<RecordingEvent, RecordingPhase>> = moves[phase];
  return row[event] ?? null;
}
