import type { Page } from '@playwright/test';
import { quantile } from '../harness/statistics';
import { paintedAfterMs } from './painted';

/** The text field of the empty page. */
export const emptyField = '#input';

/** Types letters into a field that is empty, and answers how long each took from its key to its paint: p95, milliseconds. */
export async function typeLetters(page: Page, field: string, count: number): Promise<number> {
  const figures: number[] = [];
  await page.locator(field).focus();
  for (let length = 1; length <= count; length += 1) {
    const isThere = `document.querySelector(${JSON.stringify(field)}).value.length === ${length}`;
    figures.push(
      await paintedAfterMs(page, { event: 'keydown', isThere, act: () => page.keyboard.press('g') }),
    );
  }
  return quantile(figures, 0.95);
}
