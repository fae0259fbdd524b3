/** What messages do while the app is locked. `wait`: they wait on the server; `receive`: they keep arriving, and nothing of them is told. */
export const whileLockedChoices = ['wait', 'receive'] as const;
export type WhileLocked = (typeof whileLockedChoices)[number];

/** Minutes without a key or a pointer after which the app locks itself. */
export const lockIdleChoices = [1, 5, 15, 60] as const;
export type LockIdleMinutes = (typeof lockIdleChoices)[number];

/** The app's lock. */
export interface LockView {
  /** The app asks for a PIN or a passphrase after its start, and whenever it was locked. */
  readonly isOn: boolean;
  /** Wrong ones in a row, over restarts. */
  readonly wrongTries: number;
  /** So long no further one is taken, ms at the time of the snapshot; 0: at once. */
  readonly waitMs: number;
}
