/**
 * What tells that a program gets on. A machine with much to do makes everything slow, so no fixed time tells a program that hangs
 * from one that has to wait its turn: what hangs finishes nothing more.
 *
 * @typedef {object} Progress
 * @property {() => number} finished how many things the program has finished until now; never fewer than before
 * @property {number} stallMs a program that has finished nothing for so long hangs
 */

/** How often a program is looked at. */
const lookMs = 5_000;

/**
 * Judges by repeated looks whether a program hangs. Time in which nobody looked (this process was stopped, the computer slept) does
 * not count: the program was as likely stopped as well.
 */
export class StallWatch {
  #finished = -1;
  #idleMs = 0;

  /** @param {number} stallMs @param {number} longestLookMs what one look counts at most */
  constructor(stallMs, longestLookMs) {
    this.stallMs = stallMs;
    this.longestLookMs = longestLookMs;
  }

  /**
   * @param {number} finished things finished until now
   * @param {number} sinceLastLookMs
   * @returns {boolean} whether the program has finished nothing for the whole time
   */
  hangs(finished, sinceLastLookMs) {
    if (finished !== this.#finished) {
      this.#finished = finished;
      this.#idleMs = 0;
      return false;
    }
    this.#idleMs += Math.min(sinceLastLookMs, this.longestLookMs);
    return this.#idleMs >= this.stallMs;
  }
}

/**
 * Looks at a program again and again.
 *
 * @param {Progress} progress
 * @param {() => void} onStall called once, when the program hangs
 * @returns {() => void} stops looking
 */
export function watchForStall({ finished, stallMs }, onStall) {
  const intervalMs = Math.min(lookMs, stallMs / 4);
  const watch = new StallWatch(stallMs, 3 * intervalMs);
  let lookedAtMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const isHanging = watch.hangs(finished(), nowMs - lookedAtMs);
    lookedAtMs = nowMs;
    if (!isHanging) return;
    clearInterval(timer);
    onStall();
  }, intervalMs);
  return () => clearInterval(timer);
}
