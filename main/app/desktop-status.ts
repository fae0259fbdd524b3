import type { Locale, Theme } from '../../preload/contract/views';
import type { Messenger } from '../ipc/messenger';

/** The little that the desktop shows of the messenger. */
export interface DesktopStatus {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly unreadCount: number;
}

/** The messenger's present status. */
export function readDesktopStatus(messenger: Messenger): DesktopStatus {
  const { locale, theme } = messenger.settings();
  return { locale, theme, unreadCount: messenger.unreadTotal() };
}

/** True when nothing of what the desktop shows differs. */
export function isSameStatus(a: DesktopStatus, b: DesktopStatus): boolean {
  return a.locale === b.locale && a.theme === b.theme && a.unreadCount === b.unreadCount;
}
