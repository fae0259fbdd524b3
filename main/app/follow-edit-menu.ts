import { Menu, type BrowserWindow, type ContextMenuParams } from 'electron';
import type { Disposable } from '../platform/disposable';
import { editMenu } from './edit-menu';
import type { Translate } from './texts';

/**
 * Opens the menu of a text where it is asked for, with the pointer or with the key, in the window's present language. Electron
 * has none of its own; a page that has a menu of its own for a place keeps the event to itself.
 */
export function followEditMenu(window: BrowserWindow, translate: () => Translate): Disposable {
  const contents = window.webContents;
  const open = (_event: unknown, place: ContextMenuParams): void => {
    const template = editMenu(place, {
      translate: translate(),
      replace: (word) => contents.replaceMisspelling(word),
    });
    if (template !== null) Menu.buildFromTemplate([...template]).popup({ window });
  };
  contents.on('context-menu', open);
  return { dispose: () => void contents.off('context-menu', open) };
}
