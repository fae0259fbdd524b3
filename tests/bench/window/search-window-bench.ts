import type { Page } from '@playwright/test';
import { atMost } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import { quantile } from '../harness/statistics';
import type { Row } from '../harness/row';
import { searchedTexts } from '../world/texts';
import { withEmptyWindow, withWindow } from './open-window';
import { paintedAfterMs } from './painted';
import { emptyField, typeLetters } from './typed-letters';

const twoFramesMs = 33.4;
const textsPerLength = 60;

const row = (length: string): Row => ({
  title: `search in the app, ${length}, p95, a million messages`,
  unit: 'ms',
  baseline: 'key to paint on an empty page',
  goal: atMost(twoFramesMs, 'ms'),
  limit:
    'The search in the store, one page of hits over the bridge, and the layout of the rows in view. The first one of a run takes twice as long: its code has not run before.',
});

/** The search as the window shows it: from what is typed to the hits on the screen. */
export const searchWindowBench = defineBench({
  group: 'conversation',
  rows: {
    'search-window-1': row('one character'),
    'search-window-2': row('two characters'),
    'search-window-4': row('four characters'),
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const rounds: Record<Length, number>[] = [];
    const baselines: number[] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`searching, round ${round + 1} of ${context.rounds}`);
      baselines.push(await withEmptyWindow((page) => typeLetters(page, emptyField, textsOf(context))));
      rounds.push(await searchAll(context));
    }
    const samples = (length: Length) => ({ values: rounds.map((round) => round[length]), baselines });
    return { 'search-window-1': samples(1), 'search-window-2': samples(2), 'search-window-4': samples(4) };
  },
});

type Length = 1 | 2 | 4;

const textsOf = ({ isQuick }: BenchContext): number => (isQuick ? 2 : textsPerLength);

function searchAll(context: BenchContext): Promise<Record<Length, number>> {
  return withWindow(context.isQuick ? 'quick' : 'large', context, async ({ page }) => {
    const search = (length: Length): Promise<number> => searchMany(page, length, textsOf(context));
    return { 1: await search(1), 2: await search(2), 4: await search(4) };
  });
}

async function searchMany(page: Page, length: Length, count: number): Promise<number> {
  const figures: number[] = [];
  const field = page.getByTestId('chat-search');
  for (const text of searchedTexts(length, count)) {
    await field.fill('');
    await page.getByTestId('search-hits').waitFor({ state: 'detached' });
    await field.focus();
    figures.push(
      await paintedAfterMs(page, {
        event: 'input',
        isThere: `document.querySelector('[data-testid="search-hit"], [data-testid="search-nothing"]') !== null`,
        act: () => page.keyboard.insertText(text),
      }),
    );
  }
  return quantile(figures, 0.95);
}
