import { expect, type ElectronApplication, type Locator } from '@playwright/test';

/** An entry of a menu of the system, as it would be shown. */
export interface MenuEntry {
  readonly role: string;
  readonly label: string;
  readonly isEnabled: boolean;
}

/**
 * Has the menus of the system open for the test instead of on the screen, where nobody could reach them: the last one is kept
 * with everything that it would offer.
 */
export async function catchMenus(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Menu }) => {
    Reflect.set(globalThis, 'caughtMenu', null);
    Menu.prototype.popup = function popup(this: Electron.Menu): void {
      Reflect.set(globalThis, 'caughtMenu', this);
    };
  });
}

/** The entries of the menu that was asked for last; none when none has opened. */
async function lastMenu(app: ElectronApplication): Promise<readonly MenuEntry[]> {
  return app.evaluate(() => {
    const menu = Reflect.get(globalThis, 'caughtMenu') as Electron.Menu | null;
    return (menu?.items ?? [])
      .filter(({ type }) => type !== 'separator')
      .map(({ role, label, enabled }) => ({ role: (role ?? '').toLowerCase(), label, isEnabled: enabled }));
  });
}

const forget = (app: ElectronApplication): Promise<void> =>
  app.evaluate(() => void Reflect.set(globalThis, 'caughtMenu', null));

/** Asks for a menu, with the pointer or a key, and answers what it offers. */
export async function menuAfter(
  app: ElectronApplication,
  ask: () => Promise<void>,
): Promise<readonly MenuEntry[]> {
  await forget(app);
  await ask();
  await expect.poll(async () => (await lastMenu(app)).length).toBeGreaterThan(0);
  return lastMenu(app);
}

/** Asks for the menu of a place with the right button of the mouse, where its words begin. */
export const menuOf = (app: ElectronApplication, target: Locator): Promise<readonly MenuEntry[]> =>
  menuAfter(app, () => target.click({ button: 'right', position: { x: 18, y: 12 } }));

/** Chooses an entry of the menu that was asked for last. */
export async function chooseEntry(app: ElectronApplication, role: string): Promise<void> {
  await app.evaluate(({ BrowserWindow }, wanted) => {
    const menu = Reflect.get(globalThis, 'caughtMenu') as Electron.Menu | null;
    const entry = menu?.items.find((item) => item.role?.toLowerCase() === wanted);
    const window = BrowserWindow.getAllWindows()[0];
    // What the system would hand over; the types know the first of these alone.
    const click = entry?.click as ((...args: readonly unknown[]) => void) | undefined;
    click?.({}, window, window?.webContents);
  }, role);
}

/** What a menu offers, in short: dead entries have a minus behind them. */
export const inShort = (menu: readonly MenuEntry[]): readonly string[] =>
  menu.map(({ role, isEnabled }) => `${role}${isEnabled ? '' : ' -'}`);
