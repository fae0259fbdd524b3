import type { FailureCode } from './result';

/** An account of the last session could not be opened at the start. */
export interface StartFailureView {
  readonly accountId: string;
  readonly reason: FailureCode;
  /** It passes, and is tried again by itself. */
  readonly isRetried: boolean;
}
