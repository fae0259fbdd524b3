import type { Page } from '@playwright/test';
import type { Person } from './person';

/** A switch of the window's protection from screenshots. */
export interface ProtectionSwitch {
  readonly isOn: boolean;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** Notes from now on when the app switches the protection of its window; the answer tells what was noted. */
export async function watchProtection({ app }: Person): Promise<() => Promise<readonly ProtectionSwitch[]>> {
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('there is no window');
    const switches: ProtectionSwitch[] = [];
    const protect = window.setContentProtection.bind(window);
    window.setContentProtection = (isOn) => {
      switches.push({ isOn, atMs: Date.now() });
      protect(isOn);
    };
    Reflect.set(globalThis, 'protectionSwitches', switches);
  });
  // What was put there above.
  return () =>
    app.evaluate(() => Reflect.get(globalThis, 'protectionSwitches') as readonly ProtectionSwitch[]);
}

/** Watches the document for a text from now on; the answer tells when it was there first, milliseconds since 1970. */
export async function watchText(page: Page, text: string): Promise<() => Promise<number | null>> {
  await page.evaluate((wanted) => {
    const sight: { atMs: number | null } = { atMs: null };
    const look = (): void => {
      if (document.body.textContent.includes(wanted)) sight.atMs ??= Date.now();
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
    Reflect.set(globalThis, 'sightOfText', sight);
  }, text);
  // What was put there above.
  return () => page.evaluate(() => (Reflect.get(globalThis, 'sightOfText') as { atMs: number | null }).atMs);
}

/** The computer's clock is wrong by so much, for the app and its window, until the answer is called. */
export async function shiftClock({ app, page }: Person, byMs: number): Promise<() => Promise<void>> {
  const shift = (shiftMs: number): void => {
    const now = Date.now;
    Date.now = () => now() + shiftMs;
  };
  const shiftBoth = async (shiftMs: number): Promise<void> => {
    await app.evaluate((_, ms) => {
      const now = Date.now;
      Date.now = () => now() + ms;
    }, shiftMs);
    await page.evaluate(shift, shiftMs);
  };
  await shiftBoth(byMs);
  return () => shiftBoth(-byMs);
}

/** The computer goes to sleep: what is open is covered. */
export async function fallAsleep({ app }: Person): Promise<void> {
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
}

/** The computer wakes up when so much time has passed. */
export async function wakeAfter({ app }: Person, durationMs: number): Promise<void> {
  await app.evaluate(async ({ powerMonitor }, byMs) => {
    // The debugger interrupts whatever runs, a question to the database as well; the system never does.
    await new Promise((resolve) => setImmediate(resolve));
    const now = Date.now;
    Date.now = () => now() + byMs;
    powerMonitor.emit('resume');
    Date.now = now;
  }, durationMs);
}
