import type { OwnReaction } from './reaction';

/** What the devices of one account tell each other of what the user says one to one in a sign, and nobody else. */
export interface DeviceReactions {
  /** The device that tells it: a number of its own for each run. */
  readonly device: string;
  /** The device whose question this answers; null where it is for all of them. */
  readonly answers: string | null;
  /** A digest of what the device knows: whoever knows otherwise is asked to tell. Null asks nobody. */
  readonly asks: string | null;
  readonly said: readonly OwnReaction[];
}

/** Most of what was said that goes with one word. */
export const mostSaidAtOnce = 50;
