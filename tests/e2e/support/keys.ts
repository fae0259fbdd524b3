import type { Page } from '@playwright/test';

/** What has the focus. */
export const focused = (
  page: Page,
): Promise<{ readonly testId: string | null; readonly node: string | null }> =>
  page.evaluate(() => {
    const element = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    return { testId: element?.dataset['testid'] ?? null, node: element?.dataset['node'] ?? null };
  });

/** Presses Tab until a control has the focus. */
export async function tabTo(page: Page, testId: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press(key);
    if ((await focused(page)).testId === testId) return;
  }
  throw new Error(`the Tab key does not reach ${testId}`);
}

/** Reaches a control with Tab and presses it. */
export async function pressByKey(
  page: Page,
  testId: string,
  key: 'Enter' | 'Space' = 'Enter',
): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.press(key);
}

/** Reaches a field with Tab and types into it. */
export async function typeInto(page: Page, testId: string, text: string): Promise<void> {
  await tabTo(page, testId);
  await page.keyboard.type(text);
}
