/** Stops a timer or a listener. Calling it twice is harmless. */
export type Stop = () => void;

/** This computer's wall clock, milliseconds since 1970. */
export function nowMs(): number {
  return Date.now();
}

/** Time that only goes forward, ms since some moment: for how long something takes. */
export function monotonicMs(): number {
  return performance.now();
}

/** Calls `callback` once after `delayMs`. */
export function after(delayMs: number, callback: () => void): Stop {
  const timer = window.setTimeout(callback, Math.max(0, delayMs));
  return () => window.clearTimeout(timer);
}

/** Calls `callback` every `intervalMs` until stopped. */
export function every(intervalMs: number, callback: () => void): Stop {
  const timer = window.setInterval(callback, intervalMs);
  return () => window.clearInterval(timer);
}

/** Calls `callback` once what was rendered before this call is on the screen. */
export function afterPaint(callback: () => void): void {
  // The first frame is the one that paints; at the start of the second it has been handed over.
  window.requestAnimationFrame(() => window.requestAnimationFrame(() => callback()));
}

/** Resolves at the start of the next frame, when layout and scrolling have been brought up to date. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => window.requestAnimationFrame(() => resolve()));
}

/** So long what can wait does so at most, ms, however busy the window is. */
const longestIdleWaitMs = 300;

/** Resolves when the window has nothing else to do, or after 300 ms without such a moment. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    window.requestIdleCallback(() => resolve(), { timeout: longestIdleWaitMs });
  });
}
