/**
 * Outcome of a question. `refused` carries tim's error code, 0 where tim names none. `unanswered`: an answer had to come
 * and did not; the server may have done it all the same.
 */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'disconnected' };

/** How long silence is listened to before it counts as an answer. */
export interface AnswerTimes {
  /** For questions that are answered unless the answer is empty. */
  readonly answerMs: number;
  /** For questions whose success is silent: only an error would come, and it comes at once. */
  readonly errorMs: number;
}

/** Loaded servers answered within 50 ms, so both are generous. */
export const defaultAnswerTimes: AnswerTimes = { answerMs: 2_000, errorMs: 700 };
