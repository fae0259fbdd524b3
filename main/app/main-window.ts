import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Clock } from '../platform/clock';
import type { Disposable } from '../platform/disposable';
import { Emitter } from '../platform/emitter';
import type { Logger } from '../platform/logger';
import { bundlePage } from './bundle-path';
import { errorFields } from '../platform/error-fields';
import { ReloadLimit } from './reload-limit';
import { windowPreferences } from './window-preferences';
import { windowSession } from './window-session';
import {
  defaultSize,
  fitToDisplays,
  minimumSize,
  readWindowState,
  writeWindowState,
  type WindowState,
} from './window-state';

const hearOutTimeoutMs = 500;
const backgrounds = { light: '#f4f5f8', dark: '#0f1117' } as const;

/** What the main window needs. */
export interface MainWindowOptions {
  readonly title: string;
  readonly iconFile: string;
  readonly preloadFile: string;
  readonly stateFile: string;
  /** Overrides the remembered size; nothing is remembered then. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly allowsDevTools: boolean;
  readonly checksSpelling: boolean;
  /** True when closing should only hide the window. */
  readonly keepsRunning: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The one window: remembers its place, shows itself when there is something to see, hides instead of closing. */
export class MainWindow implements Disposable {
  /** The user closed the window, and it went to the tray: for the first time ever, or once more. */
  readonly closedToTray = new Emitter<{ readonly isFirstTime: boolean }>();
  /** Nobody uses the page any more: the window lost the focus or was hidden, or the page ended. */
  readonly left = new Emitter<null>();
  /** The process of the page has ended. */
  readonly pageEnded = new Emitter<null>();
  readonly browserWindow: BrowserWindow;
  private state: WindowState;
  private isShown = false;

  constructor(private readonly options: MainWindowOptions) {
    this.state = readWindowState(options.stateFile);
    this.browserWindow = new BrowserWindow({
      ...this.placement(),
      title: options.title,
      icon: options.iconFile,
      show: false,
      backgroundColor: background(),
      autoHideMenuBar: false,
      webPreferences: { ...windowPreferences(options), session: windowSession() },
    });
    this.watch();
  }

  /** Loads the page. */
  async load(): Promise<void> {
    await this.browserWindow.loadURL(bundlePage);
  }

  /** The page has had something to show. */
  get hasPainted(): boolean {
    return this.isShown;
  }

  /** Brings the window to the front. */
  reveal(): void {
    if (this.browserWindow.isDestroyed()) return;
    if (this.browserWindow.isMinimized()) this.browserWindow.restore();
    this.browserWindow.show();
    this.browserWindow.focus();
  }

  /** True while the user looks at the window. */
  isFocused(): boolean {
    return (
      !this.browserWindow.isDestroyed() && this.browserWindow.isVisible() && this.browserWindow.isFocused()
    );
  }

  /**
   * Resolves when everything that the page has said so far was heard, for instance the last letters of a draft: its answer
   * comes behind them. A page that does not answer within half a second, or has ended, has nothing more to say.
   */
  async hearOut(): Promise<void> {
    const { webContents } = this.browserWindow;
    if (this.browserWindow.isDestroyed() || webContents.isCrashed()) return;
    await new Promise<void>((resolve) => {
      const timeout = this.options.clock.after(hearOutTimeoutMs, resolve);
      webContents
        .executeJavaScript('null')
        .catch((error: unknown) => this.options.logger.warn('page not heard out', errorFields(error)))
        .finally(() => {
          timeout.dispose();
          resolve();
        });
    });
  }

  /** Begins the page anew: whatever it held is gone with its document, its heap and its caches. */
  beginAnew(): void {
    const { webContents } = this.browserWindow;
    if (!this.browserWindow.isDestroyed() && !webContents.isCrashed()) webContents.reload();
  }

  /** Remembers the window's place and removes it without asking the page. */
  dispose(): void {
    if (this.browserWindow.isDestroyed()) return;
    this.remember(false);
    this.browserWindow.destroy();
  }

  private placement(): Electron.BrowserWindowConstructorOptions {
    const { size } = this.options;
    if (size !== null) return size;
    const workAreas = screen.getAllDisplays().map((display) => display.workArea);
    return {
      ...(fitToDisplays(this.state.bounds, workAreas) ?? defaultSize),
      minWidth: minimumSize.width,
      minHeight: minimumSize.height,
    };
  }

  private watch(): void {
    const window = this.browserWindow;
    window.setMenuBarVisibility(false);
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('close', (event) => this.closing(event));
    window.on('blur', () => this.left.emit(null));
    window.on('hide', () => this.left.emit(null));
    window.once('ready-to-show', () => {
      if (this.state.isMaximized && this.options.size === null) window.maximize();
      window.show();
      this.isShown = true;
    });
    const follow = (): void => {
      if (!window.isDestroyed()) window.setBackgroundColor(background());
    };
    nativeTheme.on('updated', follow);
    window.once('closed', () => nativeTheme.off('updated', follow));
    const reload = new ReloadLimit(this.options.clock);
    window.webContents.on('render-process-gone', (_event, details) => {
      this.options.logger.error('page ended', { reason: details.reason, code: details.exitCode });
      this.left.emit(null);
      this.pageEnded.emit(null);
      if (reload.claim(details.reason)) window.webContents.reload();
    });
  }

  private closing(event: { preventDefault(): void }): void {
    const isFirstTime = !this.state.knowsTray;
    const keepsRunning = this.options.keepsRunning();
    this.remember(keepsRunning);
    if (!keepsRunning) return;
    event.preventDefault();
    this.browserWindow.hide();
    this.closedToTray.emit({ isFirstTime });
  }

  private remember(knowsTray: boolean): void {
    this.state = {
      bounds: this.browserWindow.getNormalBounds(),
      isMaximized: this.browserWindow.isMaximized(),
      knowsTray: this.state.knowsTray || knowsTray,
    };
    if (this.options.size !== null) return;
    try {
      writeWindowState(this.options.stateFile, this.state);
    } catch (error) {
      this.options.logger.warn('window state not kept', errorFields(error));
    }
  }
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? backgrounds.dark : backgrounds.light;
}
