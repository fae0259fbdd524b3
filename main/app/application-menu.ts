import type { MenuItemConstructorOptions } from 'electron';
import type { Translate } from './texts';

/** What decides about the application menu. */
export interface ApplicationMenuOptions {
  readonly platform: NodeJS.Platform;
  /** Reload and developer tools: never in packaged builds. */
  readonly isDevelopment: boolean;
  readonly translate: Translate;
  /** Locks the app; null where there is nothing to lock. */
  readonly lock: (() => void) | null;
}

/**
 * The application menu. macOS shows it (and needs its Edit entries for the clipboard keys); Windows and Linux hide the
 * bar, and only its keys work.
 */
export function applicationMenu(options: ApplicationMenuOptions): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin';
  return [
    ...(isMac ? [macApplicationMenu(options.translate)] : []),
    editMenu(options.translate),
    viewMenu(options),
    windowMenu(options, isMac),
  ];
}

function macApplicationMenu(translate: Translate): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about', label: translate('menu.about') },
      { type: 'separator' },
      { role: 'hide', label: translate('menu.hide') },
      { role: 'hideOthers', label: translate('menu.hideOthers') },
      { role: 'unhide', label: translate('menu.showAll') },
      { type: 'separator' },
      { role: 'quit', label: translate('menu.quit') },
    ],
  };
}

function editMenu(translate: Translate): MenuItemConstructorOptions {
  return {
    label: translate('menu.edit'),
    submenu: [
      { role: 'undo', label: translate('menu.undo') },
      { role: 'redo', label: translate('menu.redo') },
      { type: 'separator' },
      { role: 'cut', label: translate('menu.cut') },
      { role: 'copy', label: translate('menu.copy') },
      { role: 'paste', label: translate('menu.paste') },
      { role: 'selectAll', label: translate('menu.selectAll') },
    ],
  };
}

function viewMenu({ translate, isDevelopment }: ApplicationMenuOptions): MenuItemConstructorOptions {
  const developer: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'reload', label: translate('menu.reload') },
    { role: 'toggleDevTools', label: translate('menu.developerTools') },
  ];
  return {
    label: translate('menu.view'),
    submenu: [
      { role: 'resetZoom', label: translate('menu.resetZoom') },
      { role: 'zoomIn', label: translate('menu.zoomIn') },
      // The plus sign needs Shift on most keyboards; people press the key without it.
      {
        role: 'zoomIn',
        label: translate('menu.zoomIn'),
        accelerator: 'CommandOrControl+=',
        visible: false,
        acceleratorWorksWhenHidden: true,
      },
      { role: 'zoomOut', label: translate('menu.zoomOut') },
      { type: 'separator' },
      { role: 'togglefullscreen', label: translate('menu.fullScreen') },
      ...(isDevelopment ? developer : []),
    ],
  };
}

function windowMenu({ translate, lock }: ApplicationMenuOptions, isMac: boolean): MenuItemConstructorOptions {
  const quit: MenuItemConstructorOptions = {
    role: 'quit',
    label: translate('menu.quit'),
    accelerator: 'CommandOrControl+Q',
  };
  return {
    label: translate('menu.window'),
    submenu: [
      { role: 'minimize', label: translate('menu.minimize') },
      { role: 'close', label: translate('menu.close') },
      ...(lock === null
        ? []
        : [{ label: translate('menu.lock'), accelerator: 'CommandOrControl+L', click: () => lock() }]),
      ...(isMac ? [] : [quit]),
    ],
  };
}
