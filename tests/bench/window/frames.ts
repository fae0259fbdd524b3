import type { CDPSession } from '@playwright/test';
import { tracedDuring } from './traced';

/** What became of the frames that the screen was to get. */
export interface Frames {
  readonly drawn: number;
  readonly dropped: number;
}

/** Frames while `work` runs, as the browser engine itself traces them. */
export async function framesDuring(session: CDPSession, work: () => Promise<unknown>): Promise<Frames> {
  const categories = ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'];
  const events = await tracedDuring(session, categories, work);
  const count = (name: string): number => events.filter((event) => event.name === name).length;
  const frames = { drawn: count('DrawFrame'), dropped: count('DroppedFrame') };
  if (frames.drawn + frames.dropped === 0) throw new Error('the engine traced no frames');
  return frames;
}

/** Share of the frames that the screen did not get in time, percent. */
export const droppedShare = ({ drawn, dropped }: Frames): number => (dropped / (drawn + dropped)) * 100;

/** Share of the frames that the screen got in time, percent. */
export const keptShare = (frames: Frames): number => 100 - droppedShare(frames);

/** Frames of two stretches of time. */
export const together = (one: Frames, other: Frames): Frames => ({
  drawn: one.drawn + other.drawn,
  dropped: one.dropped + other.dropped,
});
