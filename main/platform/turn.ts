import { toDisposable, type Disposable } from './disposable';

/** Calls back once after the event loop has looked for input and run the timers that are due; disposing cancels. */
export type AfterTurn = (callback: () => void) => Disposable;

/** The event loop of Node. */
export const afterTurn: AfterTurn = (callback) => {
  const immediate = setImmediate(callback);
  return toDisposable(() => clearImmediate(immediate));
};

/** Resolves after a turn of the event loop: whatever has waited for this thread has had it. */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    afterTurn(resolve);
  });
