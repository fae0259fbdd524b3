import type { Locale, Theme } from '../../preload/contract/views';
import type { Messenger } from '../ipc/messenger';

/** `off`: there is no lock. */
export type LockState = 'off' | 'open' | 'locked';

/** The little that the desktop shows of the messenger. */
export interface DesktopStatus {
  readonly lock: LockState;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly unreadCount: number;
}

/** The messenger's present status. */
export function readDesktopStatus(messenger: Messenger): DesktopStatus {
  const { locale, theme } = messenger.settings();
  return { lock: readLockState(messenger), locale, theme, unreadCount: messenger.unreadTotal() };
}

/** Whether there is a lock, and whether it is closed at this moment. */
export function readLockState(messenger: Messenger): LockState {
  if (!messenger.lockView().isOn) return 'off';
  return messenger.gateRefusal() === 'appLocked' ? 'locked' : 'open';
}

/** True when nothing of what the desktop shows differs. */
export function isSameStatus(a: DesktopStatus, b: DesktopStatus): boolean {
  return a.lock === b.lock && a.locale === b.locale && a.theme === b.theme && a.unreadCount === b.unreadCount;
}
