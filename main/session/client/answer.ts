/**
 * Outcome of a question. `refused` carries tim's error code, 0 where tim names none. `unanswered`: no answer came, though
 * the server has the question and lives. What was asked for may have been done; a list may be empty, which tim does not
 * say, or its answer was lost. Nothing follows from it.
 */
export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: number }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'disconnected' };

/** How long a server that lives may take for an answer, from the arrival of the question; see `watchForSilence`. */
export interface AnswerTimes {
  /** For questions that are answered unless the answer is empty. */
  readonly answerMs: number;
  /** For questions whose success is silent: only an error would come, and it comes at once. */
  readonly errorMs: number;
}

/** Loaded servers answered within 50 ms, so both are generous. */
export const defaultAnswerTimes: AnswerTimes = { answerMs: 2_000, errorMs: 700 };
