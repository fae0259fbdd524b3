import type { FailureCode } from '../../preload/contract/result';
import type { Session } from '../session/session';
import { toConnectionFailure } from './connection-view';

/**
 * Waits for the first word of the server: null when it let us in, otherwise why not. A first sign-in does not go on
 * trying by itself, because the user is looking at the form.
 */
export function firstAnswer(session: Session): Promise<FailureCode | null> {
  return new Promise((resolve) => {
    const subscription = session.onStatus(({ state, failure }) => {
      const isIn = state === 'replaying' || state === 'online';
      if (!isIn && failure === null) return;
      subscription.dispose();
      resolve(isIn || failure === null ? null : toConnectionFailure(failure));
    });
  });
}
