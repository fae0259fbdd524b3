import type { Result } from './result';
import type { SignOutView } from './views';

/** Calls about the app's lock. PINs cross the bridge as they were typed, and are kept nowhere. */
export interface LockCalls {
  /** Puts the lock on; the app stays open. `pinTooShort`, `pinTooLong`: nothing has changed. */
  'lock.turnOn': (request: { readonly pin: string }) => Result<null>;
  /** Another PIN from now on. A wrong present one counts as it does at the lock. */
  'lock.change': (request: { readonly currentPin: string; readonly newPin: string }) => Result<null>;
  /** Takes the lock off. */
  'lock.turnOff': (request: { readonly pin: string }) => Result<null>;
  /** Locks the app at once; `lockIsOff` where there is no lock. */
  'lock.now': (request: null) => Result<null>;
  /**
   * `pinWrong`: counted on the disk before it was tried; `lockWaits`: not tried, too many were wrong; `keyUnavailable`: not tried,
   * the key store does not give out what it keeps.
   */
  'lock.unlock': (request: { readonly pin: string }) => Result<null>;
  /** Destroys every account of this computer, and the lock with them: whoever has forgotten the PIN begins anew. */
  'lock.forget': (request: { readonly isMeant: true }) => Result<SignOutView>;
}
