/** How the user of this account wants to be seen. `invisible`: like somebody who is not there. */
export const presenceChoices = ['here', 'busy', 'away', 'invisible'] as const;
export type PresenceChoice = (typeof presenceChoices)[number];

/** What the user has chosen, and when. */
export interface OwnChoice {
  readonly choice: PresenceChoice;
  /** In their own words, on one line and as short as a name; empty for none. */
  readonly note: string;
  /** Server's time, ms since 1970; 0 for what nobody has chosen. The later choice of two devices holds. */
  readonly chosenAtMs: number;
}

/** What holds until somebody has chosen. */
export const initialChoice: OwnChoice = { choice: 'here', note: '', chosenAtMs: 0 };

/**
 * The choice that holds when another device of the account tells its own. A device whose clock is ahead must not hold its choice
 * until that time has come.
 */
export function laterChoice(own: OwnChoice, other: OwnChoice, nowMs: number): OwnChoice {
  const chosenAtMs = Math.min(other.chosenAtMs, nowMs);
  return chosenAtMs > own.chosenAtMs ? { ...other, chosenAtMs } : own;
}

/** Whether two devices have the same choice. */
export const isSameChoice = (one: OwnChoice, other: OwnChoice): boolean =>
  one.choice === other.choice && one.note === other.note;
