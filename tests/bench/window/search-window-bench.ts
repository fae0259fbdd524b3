import { atMost } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import { quantile } from '../harness/statistics';
import { searchedTexts } from '../world/texts';
import { withWindow } from './open-window';
import { paintedAfterMs } from './painted';

// `typingPauseMs` of the window's store of hits: it waits so long for further letters.
const typingPauseMs = 150;
const twoFramesMs = 33.4;

/** The search as the window shows it. */
export const searchWindowBench = defineBench({
  group: 'search',
  rows: {
    window: {
      title: 'search in the app without the typing pause, p95, a million messages',
      unit: 'ms',
      baseline: null,
      goal: atMost(twoFramesMs, 'ms'),
      limit: 'The search in the store, one page of hits over the bridge, and the layout of the rows in view.',
    },
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const figures: number[] = [];
    for (let round = 0; round < context.rounds; round += 1) figures.push(await searchMany(context));
    return { window: { values: figures, baselines: [] } };
  },
});

function searchMany(context: BenchContext): Promise<number> {
  return withWindow(context.isQuick ? 'quick' : 'large', context, async ({ page }) => {
    const figures: number[] = [];
    const field = page.getByTestId('chat-search');
    for (const length of [1, 2, 4]) {
      for (const text of searchedTexts(length, context.isQuick ? 1 : 10)) {
        await field.fill('');
        await page.getByTestId('search-hits').waitFor({ state: 'detached' });
        await field.focus();
        const paintedMs = await paintedAfterMs(page, {
          event: 'input',
          isThere: `document.querySelector('[data-testid="search-hit"], [data-testid="search-nothing"]') !== null`,
          act: () => page.keyboard.insertText(text),
        });
        figures.push(Math.max(0, paintedMs - typingPauseMs));
      }
    }
    return quantile(figures, 0.95);
  });
}
