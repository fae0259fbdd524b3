import type { Translate } from './texts';

/** What can be done from the tray. */
export interface TrayActions {
  readonly show: () => void;
  readonly revokeLast: () => void;
  readonly quit: () => void;
}

/** One line of the tray's menu. */
export type TrayMenuItem =
  { readonly type: 'separator' } | { readonly label: string; readonly click: () => void };

/** The tray's menu in the app's language. */
export function trayMenu(actions: TrayActions, translate: Translate): readonly TrayMenuItem[] {
  return [
    { label: translate('tray.show'), click: actions.show },
    { label: translate('tray.revokeLast'), click: actions.revokeLast },
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
