/** Where in the work on a frame a crash happens: right before or right after its first commit to the database. */
export type CrashPoint = 'beforeCommit' | 'afterCommit';

/** Which frames a rule is about. A frame fits when everything that is given fits. */
export interface FaultTrigger {
  /** `in`: from a client, requests to `/tim2` included; `out`: to a client. */
  readonly direction: 'in' | 'out' | 'both';
  /** Frame types of the tim protocol; left out: every type. */
  readonly types?: readonly number[];
  /** The name with which the connection signs in; frames before that fit no account. */
  readonly account?: string;
  /** Probability that a fitting frame is hit, 0 to 1; left out: 1. */
  readonly chance?: number;
  /** The first fitting frame that may be hit, counted from 1 over all connections. */
  readonly nth?: number;
  /** How many frames are hit at most; left out: 1 with `nth`, no limit without. */
  readonly times?: number;
}

/**
 * What happens to a frame that is hit.
 * - `drop`: it is lost.
 * - `delay`: it, and what follows it in its direction, waits `ms` milliseconds.
 * - `duplicate`: it arrives twice.
 * - `reorder`: it arrives after the next one of its direction, or after `ms` milliseconds when none comes.
 * - `halfOpen`: it and everything after it, in both directions, is lost, and neither side is told.
 * - `reset`: it is lost and the connection breaks without a close frame.
 * - `crash`: the server dies in the middle of the work on it.
 */
export type FaultAction =
  | { readonly kind: 'drop' | 'duplicate' | 'halfOpen' | 'reset' }
  | { readonly kind: 'delay' | 'reorder'; readonly ms: number }
  | { readonly kind: 'crash'; readonly at: CrashPoint };

/** One fault. The first rule of a plan that hits a frame decides about it alone. */
export interface FaultRule {
  /** What the log calls the rule. */
  readonly name?: string;
  readonly on: FaultTrigger;
  readonly action: FaultAction;
}

/** The faults of a server, in order of precedence. */
export type FaultPlan = readonly FaultRule[];
