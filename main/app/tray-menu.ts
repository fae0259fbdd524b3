import type { LockState } from './desktop-status';
import type { Translate } from './texts';

/** What can be done from the tray. */
export interface TrayActions {
  readonly show: () => void;
  readonly revokeLast: () => void;
  readonly lock: () => void;
  readonly quit: () => void;
}

/** One line of the tray's menu. */
export type TrayMenuItem =
  { readonly type: 'separator' } | { readonly label: string; readonly click: () => void };

/** The tray's menu in the app's language. Of a locked app there is nothing to be had but its window and its end. */
export function trayMenu(
  actions: TrayActions,
  translate: Translate,
  lock: LockState,
): readonly TrayMenuItem[] {
  return [
    { label: translate('tray.show'), click: actions.show },
    ...(lock === 'locked' ? [] : [{ label: translate('tray.revokeLast'), click: actions.revokeLast }]),
    ...(lock === 'open' ? [{ label: translate('tray.lock'), click: actions.lock }] : []),
    { type: 'separator' },
    { label: translate('tray.quit'), click: actions.quit },
  ];
}

/** What the tray says when the pointer rests on it. */
export function trayTooltip(unreadCount: number, translate: Translate): string {
  return unreadCount === 0
    ? translate('tray.idle')
    : translate('tray.unread', { count: unreadCount > 999 ? '999+' : unreadCount });
}
