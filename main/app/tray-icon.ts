import { Menu, Tray } from 'electron';
import type { Disposable } from '../platform/disposable';
import type { DesktopStatus } from './desktop-status';
import type { Icons } from './icons';
import { textsFor } from './texts';
import { trayMenu, trayTooltip, type TrayActions } from './tray-menu';

/** The icon in the desktop's tray: unread state, tooltip with the number, menu in the app's language. */
export class TrayIcon implements Disposable {
  private readonly tray: Tray;
  /** What the menu was made for. */
  private menuOf: string | null = null;
  private tooltip: string | null = null;

  /** Throws where the desktop refuses the icon. */
  constructor(
    private readonly icons: Icons,
    private readonly actions: TrayActions,
    status: DesktopStatus,
  ) {
    this.tray = new Tray(icons.tray);
    this.tray.on('click', actions.show);
    this.update(status);
  }

  /**
   * Shows the present status. Labels of a menu cannot be changed, so another language, or the lock, makes another menu. On Linux Electron
   * replaces it whenever the tooltip is set, too, and a click into a menu that is being replaced is lost: so neither is set
   * when it is as it should be.
   */
  update(status: DesktopStatus): void {
    const translate = textsFor(status.locale);
    this.tray.setImage(status.unreadCount > 0 ? this.icons.trayUnread : this.icons.tray);
    this.showTooltip(trayTooltip(status.unreadCount, translate));
    const menuOf = `${status.locale} ${status.lock}`;
    if (menuOf === this.menuOf) return;
    this.menuOf = menuOf;
    this.tray.setContextMenu(Menu.buildFromTemplate([...trayMenu(this.actions, translate, status.lock)]));
  }

  private showTooltip(text: string): void {
    if (text === this.tooltip) return;
    this.tooltip = text;
    this.tray.setToolTip(text);
  }

  dispose(): void {
    this.tray.destroy();
  }
}
