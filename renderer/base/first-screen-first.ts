import { after } from './clock';

/** A window that is hidden, or whose first screen never comes, keeps nobody waiting for longer, ms. */
const longestWaitMs = 2_000;

let isOver: Promise<void> = Promise.resolve();

/**
 * From now on, what the first screen does not show is asked for behind its paint: main and the page have enough to do until then.
 * Answers what ends this; after two seconds it ends by itself.
 */
export function letFirstScreenGoFirst(): () => void {
  let end = (): void => undefined;
  isOver = new Promise((resolve) => {
    const stop = after(longestWaitMs, resolve);
    end = () => {
      stop();
      resolve();
    };
  });
  return () => end();
}

/** Resolves when the first screen is painted, or nobody waits for one. */
export function firstScreenPainted(): Promise<void> {
  return isOver;
}
