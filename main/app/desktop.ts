import { app, Menu, nativeTheme } from 'electron';
import type { Change } from '../../preload/contract/changes';
import type { Messenger } from '../ipc/messenger';
import type { Clock } from '../platform/clock';
import { DisposableStore, type Disposable } from '../platform/disposable';
import type { Logger } from '../platform/logger';
import { applicationMenu } from './application-menu';
import { protectContent } from './content-protection';
import { DesktopNotifications, type NotifiedPlace } from './desktop-notifications';
import { isSameStatus, readDesktopStatus, type DesktopStatus } from './desktop-status';
import { createElectronNotifications } from './electron-notification';
import { errorFields } from '../platform/error-fields';
import { followEditMenu } from './follow-edit-menu';
import type { GlobalShortcut } from './global-shortcut';
import type { Icons } from './icons';
import type { MainWindow } from './main-window';
import { describeRevokeOutcome } from './revoke-last';
import type { ScreenPresence } from './screen-presence';
import { textsFor, type Translate } from './texts';
import { TrayIcon } from './tray-icon';

/** Many changes arrive together; the desktop is repainted once for all of them. */
const statusDelayMs = 80;

/** What the desktop needs. */
export interface DesktopOptions {
  readonly messenger: Messenger;
  /** Tells the window something that did not come from the messenger. */
  readonly announce: (change: Change) => void;
  /** Revokes the last message from anywhere. */
  readonly revokeShortcut: GlobalShortcut;
  readonly screen: ScreenPresence;
  readonly icons: Icons;
  /** The window, which the desktop owns from then on. */
  readonly window: MainWindow;
  readonly isDevelopment: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Everything that the user sees of the app: window, tray, menu and notifications, kept in step with the messenger. */
export class Desktop implements Disposable {
  readonly window: MainWindow;
  private tray: TrayIcon | null = null;
  private readonly notifications: DesktopNotifications;
  private readonly owned = new DisposableStore();
  /** What the page says: nothing covers the chats, and somebody is using it. */
  private isAttended = false;
  private status: DesktopStatus;
  private refreshTimer: Disposable | null = null;

  constructor(private readonly options: DesktopOptions) {
    this.status = readDesktopStatus(options.messenger);
    nativeTheme.themeSource = this.status.theme;
    this.notifications = new DesktopNotifications({
      show: createElectronNotifications(options.icons.app),
      translate: () => this.translate(),
      isAttended: (accountId) => this.isAttendedTo(accountId),
      open: (place) => this.open(place),
    });
    this.window = this.owned.add(options.window);
    this.showMenu();
    this.owned.add(protectContent(this.window.browserWindow, options.messenger));
    this.owned.add(followEditMenu(this.window.browserWindow, () => this.translate()));
    this.owned.add(
      this.window.closedToTray.on(({ isFirstTime }) => {
        options.messenger.leaveChats();
        if (isFirstTime) this.tellAboutTray();
      }),
    );
    this.owned.add(options.revokeShortcut.pressed.on(() => this.revokeLast()));
    // Who asked for the pause may be unable to end it.
    this.owned.add(this.window.left.on(() => options.revokeShortcut.pause(false)));
    // A page that has ended says nothing more.
    this.owned.add(this.window.pageEnded.on(() => this.attend(false)));
    this.owned.add(options.messenger.onChange(() => this.refreshSoon()));
    this.owned.add(options.messenger.onNotice((notice) => this.notifications.handle(notice)));
  }

  /** Texts in the app's present language. */
  translate(): Translate {
    return textsFor(this.status.locale);
  }

  /** Somebody finds the app again whose window was closed. */
  get keepsRunning(): boolean {
    return process.platform === 'darwin' || this.tray !== null;
  }

  /** The page says whether somebody sees its chats. */
  attend(isAttended: boolean): void {
    this.isAttended = isAttended;
  }

  /** Removes window, tray and everything that is still on the desktop. */
  dispose(): void {
    this.refreshTimer?.dispose();
    this.notifications.closeAll();
    this.tray?.dispose();
    this.owned.dispose();
  }

  /** An icon in the tray would be seen: there is one from now on. */
  showTray(): void {
    const actions = {
      show: () => this.window.reveal(),
      revokeLast: () => this.revokeLast(),
      quit: () => app.quit(),
    };
    try {
      this.tray = new TrayIcon(this.options.icons, actions, this.status);
    } catch (error) {
      this.options.logger.warn('no tray', errorFields(error));
    }
  }

  private revokeLast(): void {
    const outcome = this.options.messenger.revokeLast();
    this.notifications.confirm(describeRevokeOutcome(outcome, this.translate()));
  }

  /** Somebody sees what the window shows of this account. */
  private isAttendedTo(accountId: string): boolean {
    const { messenger, screen } = this.options;
    const isSeen = this.isAttended && this.window.isFocused() && !screen.isAway;
    return isSeen && messenger.currentAccountId() === accountId;
  }

  private open(place: NotifiedPlace | null): void {
    this.window.reveal();
    if (place === null) return;
    const { accountId, ...where } = place;
    if (this.options.messenger.currentAccountId() !== accountId) this.options.messenger.show(accountId);
    this.options.announce(
      'section' in where
        ? { accountId, kind: 'openSection', ...where }
        : { accountId, kind: 'openConversation', ...where },
    );
  }

  private tellAboutTray(): void {
    // On macOS a closed window is nothing special: the app stays in the dock.
    if (this.tray === null || process.platform === 'darwin') return;
    const translate = this.translate();
    this.notifications.confirm({
      title: translate('notification.stillRunningTitle'),
      body: translate('notification.stillRunning'),
    });
  }

  private refreshSoon(): void {
    this.refreshTimer ??= this.options.clock.after(statusDelayMs, () => this.refresh());
  }

  private refresh(): void {
    this.refreshTimer = null;
    const status = readDesktopStatus(this.options.messenger);
    if (isSameStatus(status, this.status)) return;
    const hasNewLanguage = status.locale !== this.status.locale;
    this.status = status;
    nativeTheme.themeSource = status.theme;
    this.tray?.update(status);
    app.setBadgeCount(status.unreadCount);
    if (hasNewLanguage) this.showMenu();
  }

  private showMenu(): void {
    const template = applicationMenu({
      platform: process.platform,
      isDevelopment: this.options.isDevelopment,
      translate: this.translate(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }
}
