import { toDisposable } from '../../main/platform/disposable';
import type { LineSigns } from '../../main/session/answer-watch';

const atOnce = (callback: () => void) => {
  callback();
  return toDisposable(() => undefined);
};

/** A line on which everything arrives, and every ping is answered, at once. */
export const promptLine: LineSigns = { whenArrived: atOnce, whenHeard: atOnce };
