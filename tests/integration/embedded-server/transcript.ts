import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainPacket } from '../../../main/protocol/packet-json';

/** One line of a recorded conversation; times in milliseconds since its start. */
export interface TranscriptEvent {
  readonly t: number;
  readonly conn: string;
  readonly dir: 'open' | 'out' | 'in' | 'closed';
  readonly type?: number;
  readonly sync?: boolean;
  readonly packet?: PlainPacket;
  /** Frame that was written as bytes: in hexadecimal, or "N bytes". */
  readonly raw?: string;
  readonly code?: number;
}

/** A conversation recorded from tim 2.1.0. */
export interface Transcript {
  readonly scenario: string;
  readonly events: readonly TranscriptEvent[];
}

const folder = join(__dirname, '../../fixtures/transcripts');

/** All recorded conversations. */
export function loadTranscripts(): Transcript[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      // The files have exactly this shape.
      const transcript = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Transcript;
      return { ...transcript, events: causalOrder(transcript.events) };
    });
}

/** A socket's end was noted after the presence that it caused: moves the end before it. */
function causalOrder(events: readonly TranscriptEvent[]): TranscriptEvent[] {
  const ordered = [...events];
  events.forEach((event) => {
    if (event.dir !== 'closed') return;
    let index = ordered.indexOf(event);
    for (; index > 0; index -= 1) {
      const before = ordered[index - 1];
      if (before === undefined || before.conn === event.conn || event.t - before.t > 2) break;
      ordered[index] = before;
      ordered[index - 1] = event;
    }
  });
  return ordered;
}
