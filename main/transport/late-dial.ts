import { DialError, type Dial } from './transport';

/**
 * A `Dial` that is made when somebody dials for the first time, and may let him wait until then; whoever gives up meanwhile is
 * let go at once. What could not be made is tried again by the next one.
 */
export function createLateDial(make: () => Promise<Dial>): Dial {
  let making: Promise<Dial> | null = null;
  const made = (): Promise<Dial> => {
    making ??= make().catch((error: unknown) => {
      making = null;
      throw error;
    });
    return making;
  };
  return async (url, listener, signal) => {
    const dial = await unlessAborted(made(), signal);
    return dial(url, listener, signal);
  };
}

function unlessAborted<T>(waiting: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new DialError('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
