import type { Page } from '@playwright/test';
import { atMostRatio } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import { dropsDuring } from './frames';
import { withEmptyWindow, withWindow } from './open-window';
import { openChat } from './page-waits';

/** Scrolling through what was said. */
export const scrollBench = defineBench({
  group: 'conversation',
  rows: {
    scroll: {
      title: 'scroll 5,000 messages, frames dropped',
      unit: 'frames %',
      baseline: 'the same over 5,000 lines of an empty page',
      goal: atMostRatio(1.5),
      limit:
        'Rows are made and measured as they come into view; earlier pages come over the bridge while it scrolls.',
    },
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const [values, baselines]: [number[], number[]] = [[], []];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`scrolling, round ${round + 1} of ${context.rounds}`);
      baselines.push(await withEmptyWindow((page) => scrollUp(page, '#rows', context)));
      values.push(
        await withWindow(context.isQuick ? 'quick' : 'large', context, async ({ page, world }) => {
          await openChat(page, world.bigChatNode);
          return scrollUp(page, '[data-testid="timeline"]', context);
        }),
      );
    }
    return { scroll: { values, baselines } };
  },
});

const pixelsPerSecond = 12_000;
const pixelsPerGesture = 24_000;
/** Heights of rows differ; so many pixels are about 5,000 of them. */
const pixels = 240_000;

async function scrollUp(page: Page, selector: string, { isQuick }: BenchContext): Promise<number> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error('nothing to scroll');
  const session = await page.context().newCDPSession(page);
  const gestures = isQuick ? 1 : Math.ceil(pixels / pixelsPerGesture);
  return dropsDuring(session, async () => {
    for (let gesture = 0; gesture < gestures; gesture += 1) {
      await session.send('Input.synthesizeScrollGesture', {
        x: box.x + box.width / 2,
        y: box.y + box.height / 2,
        yDistance: pixelsPerGesture,
        speed: pixelsPerSecond,
        gestureSourceType: 'mouse',
      });
    }
  });
}
