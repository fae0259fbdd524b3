import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';

/** What a question needs to know of the line; see `LineMeter`. */
export interface LineSigns {
  /** Calls back when the server has everything that was handed over until now. */
  whenArrived(callback: () => void): Disposable;
  /** Calls back when a ping that is sent from now on was answered. */
  whenHeard(callback: () => void): Disposable;
}

// Most answers take less; they need no ping.
const quickMs = 250;
// A server that was stopped, or a line that was full, says nothing about what it would have answered meanwhile.
const promptMs = 1_000;
// On a line that is always full: silence is no answer anyhow, and other questions wait.
const mostRounds = 5;

/**
 * Waits for the silence after a question. The question has to have arrived, which on a slow line behind a picture takes
 * its time; from then on the server has `timeoutMs` in which it demonstrably lives; and what it said in that time has to
 * have come, which after a big page takes its time, too. A ping at each end proves both.
 *
 *   asked -- quickMs, pong --> arrived -- timeoutMs --> listening -- prompt pong --> silent
 *                                 ^                         |
 *                                 +------- late pong -------+
 */
export function watchForSilence(
  { clock, line }: { readonly clock: Clock; readonly line: LineSigns },
  timeoutMs: number,
  silent: () => void,
): Disposable {
  let step: Disposable = toDisposable(() => undefined);
  let isOver = false;
  let rounds = 0;
  const next = (start: () => Disposable): void => {
    if (isOver) return;
    step.dispose();
    // What calls back at once has replaced the step by the time that it returns.
    const before = step;
    const started = start();
    if (step === before) step = started;
  };
  const arrived = (): void => next(() => clock.after(timeoutMs, listen));
  const listen = (): void => {
    rounds += 1;
    const askedAtMs = clock.monotonicMs();
    next(() =>
      line.whenHeard(() => {
        if (isOver) return;
        if (clock.monotonicMs() - askedAtMs > promptMs && rounds < mostRounds) arrived();
        else silent();
      }),
    );
  };
  next(() => clock.after(Math.min(quickMs, timeoutMs), () => next(() => line.whenArrived(arrived))));
  return toDisposable(() => {
    isOver = true;
    step.dispose();
  });
}
