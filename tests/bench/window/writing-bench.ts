import type { Page } from '@playwright/test';
import { atMostAbove } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import { quantile } from '../harness/statistics';
import type { Row } from '../harness/row';
import type { WorldName } from '../world/world';
import { withEmptyWindow, withWindow } from './open-window';
import { openChat } from './page-waits';
import { paintedAfterMs } from './painted';

const frameMs = 16.7;
const row = (title: string): Row => ({
  title,
  unit: 'ms',
  baseline: 'key to paint on an empty page',
  goal: atMostAbove(frameMs, 'ms'),
  limit:
    'The message is committed before it is shown, which waits for the disk; then one frame for the row. Nothing is asked that grows with what is stored.',
});

/** From Enter to the message on the screen. */
export const writingBench = defineBench({
  group: 'conversation',
  rows: {
    'enter-to-painted-small': row('Enter to painted, p95, small profile'),
    'enter-to-painted-large': row('Enter to painted, p95, the chat of 100,000'),
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const [empty, small, large]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`writing, round ${round + 1} of ${context.rounds}`);
      empty.push(await withEmptyWindow((page) => writeMany(page, emptyPage, context)));
      small.push(await writeInApp('small', context));
      large.push(await writeInApp(context.isQuick ? 'quick' : 'large', context));
    }
    return {
      'enter-to-painted-small': { values: small, baselines: empty },
      'enter-to-painted-large': { values: large, baselines: empty },
    };
  },
});

/** Where it is written and where it shows. */
interface WritingPlace {
  readonly field: string;
  readonly shown: string;
}

const emptyPage: WritingPlace = { field: '#input', shown: '#said' };
const chatPage: WritingPlace = {
  field: '[data-testid="composer-input"]',
  shown: '[data-testid="message-text"]',
};

function writeInApp(world: WorldName, context: BenchContext): Promise<number> {
  return withWindow(world, context, async ({ page, world: { bigChatNode } }) => {
    await openChat(page, bigChatNode);
    return writeMany(page, chatPage, context);
  });
}

async function writeMany(
  page: Page,
  { field, shown }: WritingPlace,
  { isQuick }: BenchContext,
): Promise<number> {
  const figures: number[] = [];
  await page.locator(field).focus();
  for (let number = 0; number < (isQuick ? 3 : 40); number += 1) {
    const text = `好的 number ${number} 👍`;
    await page.keyboard.insertText(text);
    const isThere = `[...document.querySelectorAll('${shown}')].some((one) => one.textContent.trim() === '${text}')`;
    figures.push(
      await paintedAfterMs(page, { event: 'keydown', isThere, act: () => page.keyboard.press('Enter') }),
    );
  }
  return quantile(figures, 0.95);
}
