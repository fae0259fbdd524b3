/** What somebody who tries the app on this computer's server has done, read from what became of the messages. */
export interface TrialView {
  readonly hasRevoked: boolean;
  /** A burn message of somebody else. */
  readonly hasOpened: boolean;
  /** A burn message. */
  readonly hasSent: boolean;
  /** How to reach others was read. */
  readonly hasInvited: boolean;
}
