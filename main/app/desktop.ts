import { app, Menu, nativeTheme } from 'electron';
import type { Change } from '../../preload/contract/changes';
import type { Messenger } from '../ipc/messenger';
import type { Clock } from '../platform/clock';
import { DisposableStore, type Disposable } from '../platform/disposable';
import type { Logger } from '../platform/logger';
import { applicationMenu } from './application-menu';
import { protectContent } from './content-protection';
import { DesktopNotifications, type NotifiedPlace } from './desktop-notifications';
import { isSameStatus, readDesktopStatus, readLockState, type DesktopStatus } from './desktop-status';
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
  /** Locks the app, once the page was heard out. */
  readonly lock: () => void;
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
  /** When somebody saw the window last, monotonic ms. */
  private attendedMs: number;
  private isLocked = false;
  /** What a click on a notification of a locked app was about; it opens when the app is unlocked. */
  private waiting: NotifiedPlace | null = null;
  private status: DesktopStatus;
  private refreshTimer: Disposable | null = null;

  constructor(private readonly options: DesktopOptions) {
    this.status = readDesktopStatus(options.messenger);
    this.isLocked = this.status.lock === 'locked';
    this.attendedMs = options.clock.monotonicMs();
    nativeTheme.themeSource = this.status.theme;
    this.notifications = new DesktopNotifications({
      show: createElectronNotifications(options.icons.app),
      translate: () => this.translate(),
      isLocked: () => readLockState(options.messenger) === 'locked',
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
    this.owned.add(
      options.messenger.onChange(() => {
        this.followLock();
        this.refreshSoon();
      }),
    );
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
    this.attendedMs = this.options.clock.monotonicMs();
    this.isAttended = isAttended;
  }

  /** How long nobody has seen the window, ms; 0 while somebody does. */
  unattendedMs(): number {
    return this.isAttended ? 0 : this.options.clock.monotonicMs() - this.attendedMs;
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
      lock: () => this.options.lock(),
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
    if (this.options.messenger.gateRefusal() !== null) {
      this.waiting = place;
      return;
    }
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

  /** Nothing of what was told before stays on the desktop of a locked app, not even for the moment of a refresh. */
  private followLock(): void {
    const isLocked = readLockState(this.options.messenger) === 'locked';
    if (isLocked !== this.isLocked) {
      this.isLocked = isLocked;
      this.notifications.closeAll();
      if (isLocked) {
        this.waiting = null;
        this.window.beginAnew();
      }
    }
  }

  /** Behind the lock: what was clicked goes before where the user was. */
  private openWaiting(): void {
    const { waiting } = this;
    if (waiting === null || this.options.messenger.gateRefusal() !== null) return;
    this.waiting = null;
    this.open(waiting);
  }

  private refreshSoon(): void {
    this.refreshTimer ??= this.options.clock.after(statusDelayMs, () => this.refresh());
  }

  private refresh(): void {
    this.refreshTimer = null;
    this.openWaiting();
    const status = readDesktopStatus(this.options.messenger);
    if (isSameStatus(status, this.status)) return;
    const needsMenu = status.locale !== this.status.locale || status.lock !== this.status.lock;
    this.status = status;
    nativeTheme.themeSource = status.theme;
    this.tray?.update(status);
    app.setBadgeCount(status.unreadCount);
    if (needsMenu) this.showMenu();
  }

  private showMenu(): void {
    const template = applicationMenu({
      platform: process.platform,
      isDevelopment: this.options.isDevelopment,
      translate: this.translate(),
      lock: this.status.lock === 'open' ? () => this.options.lock() : null,
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }
}
