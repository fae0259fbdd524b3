/**
 * How long a server bears a client that sends no ping. tim closes with code 1000 and without a word in two cases: another
 * device of the account signed in, or no ping came for its time-out, which nobody tells. What was borne before tells the
 * two apart.
 */
export interface KnownPatience {
  /** The longest silence that the server is known to have borne, ms. */
  readonly borneMs: number;
  /** The shortest silence that may have been too long for it, ms; null when none was. */
  readonly closedAfterMs: number | null;
  /** How often a connection ended so that silence may have been the reason. */
  readonly closings: number;
}

export const unknownPatience: KnownPatience = { borneMs: 0, closedAfterMs: null, closings: 0 };

/** Where what is known of one server is kept over restarts. */
export interface PatienceBook {
  read(): KnownPatience;
  write(known: KnownPatience): void;
}

/** What a connection was like that the server has closed with code 1000. */
export interface ClosedConnection {
  /** The longest time for which the server may not have heard a ping, ms. */
  readonly silentMs: number;
  /** How long it held, ms. */
  readonly heldMs: number;
  /** This process, or the computer, did not run for a while. */
  readonly hasSlept: boolean;
  /** The connection before it ended without an explanation, too. */
  readonly followsUnexplained: boolean;
}

/**
 * Why the server has closed a connection: another device signed in (`kicked`), we were absent (`slept`), or it cannot be
 * told (`unexplained`).
 */
export type Closing = 'kicked' | 'slept' | 'unexplained';

// With a shorter time-out nobody could stay signed in.
const leastPatienceMs = 3_000;
// A server looks at its connections now and then, so the same silence may pass once and not the next time.
const certainShare = 0.75;
const firstGapMs = 5_000;
const leastGapMs = 1_000;
// Two devices that fight for an account meet within seconds; chance does not.
const fightMs = 60_000;

/**
 * The time until the next ping, at most `intervalMs` once the server's patience is known. The first beats try out what it
 * bears, up to half as much again, so that later every silence between two beats is known to be borne.
 */
export function nextGapMs(known: KnownPatience, intervalMs: number): number {
  const { borneMs, closedAfterMs } = known;
  if (borneMs * certainShare >= intervalMs) return intervalMs;
  const trialMs = Math.min(Math.max(firstGapMs, borneMs * 2), intervalMs * 1.5);
  if (closedAfterMs === null || trialMs <= closedAfterMs / 3) return trialMs;
  return Math.min(intervalMs, Math.max(closedAfterMs / 3, borneMs * certainShare, leastGapMs));
}

/** Judges a close with code 1000. A kick needs evidence: a silence that the server bears, or the same again at once. */
export function judgeClosing(connection: ClosedConnection, known: KnownPatience): Closing {
  const { silentMs, heldMs, hasSlept, followsUnexplained } = connection;
  if (hasSlept) return 'slept';
  if (silentMs <= Math.max(leastPatienceMs, known.borneMs * certainShare)) return 'kicked';
  return followsUnexplained && heldMs < fightMs ? 'kicked' : 'unexplained';
}

/** The server bore a silence: a ping after it was answered. */
export const borne = (known: KnownPatience, silentMs: number): KnownPatience =>
  silentMs > known.borneMs ? { ...known, borneMs: silentMs } : known;

/** A silence may have been too long. */
export const closedAfter = (known: KnownPatience, silentMs: number): KnownPatience => ({
  ...known,
  closedAfterMs: Math.min(silentMs, known.closedAfterMs ?? silentMs),
  closings: known.closings + 1,
});

/**
 * One unexplained end is a suspicion, and goes when a connection has held for long or another device turns out to have been
 * the reason; two are knowledge.
 */
export const trustAgain = (known: KnownPatience): KnownPatience =>
  known.closings === 1 && known.closedAfterMs !== null ? { ...known, closedAfterMs: null } : known;
