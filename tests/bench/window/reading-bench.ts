import { atMost } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import { quantile } from '../harness/statistics';
import type { Row } from '../harness/row';
import type { WorldName } from '../world/world';
import { delayDuring } from './main-thread';
import { withWindow, type OpenWindow } from './open-window';
import { chatRow, openChat } from './page-waits';
import { paintedAfterMs } from './painted';

const openRow = (title: string, change: Partial<Row> = {}): Row => ({
  title,
  unit: 'ms',
  baseline: null,
  goal: atMost(50, 'ms'),
  limit:
    'One page of messages from the database and over the bridge, then the layout of the rows that are shown.',
  ...change,
});

/** Opening chats. */
export const readingBench = defineBench({
  group: 'conversation',
  rows: {
    'open-small': openRow('open a chat, p95, small profile'),
    'open-large': openRow('open the chat of 100,000, p95', { baseline: 'a chat of the small profile' }),
    'open-blocked-large': openRow('main process: longest delay while chats are opened, a million messages', {
      limit:
        'The longest single statement or view that an opened chat asks for, and what the catch-up does meanwhile.',
    }),
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const [small, large]: [Opened[], Opened[]] = [[], []];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`opening, round ${round + 1} of ${context.rounds}`);
      small.push(await openMany('small', context));
      large.push(await openMany(context.isQuick ? 'quick' : 'large', context));
    }
    const p95 = (opened: readonly Opened[]): readonly number[] => opened.map(({ p95Ms }) => p95Ms);
    return {
      'open-small': { values: p95(small), baselines: [] },
      'open-large': { values: p95(large), baselines: p95(small) },
      'open-blocked-large': { values: large.map(({ longestDelayMs }) => longestDelayMs), baselines: [] },
    };
  },
});

interface Opened {
  readonly p95Ms: number;
  readonly longestDelayMs: number;
}

function openMany(world: WorldName, context: BenchContext): Promise<Opened> {
  return withWindow(world, context, async (window) => {
    const figures: number[] = [];
    const other = window.world.neighbourNode;
    await openChat(window.page, other);
    const { longest } = await delayDuring(window.app, async () => {
      for (let count = 0; count < (context.isQuick ? 2 : 20); count += 1) {
        figures.push(await openOnce(window, window.world.bigChatNode));
        await openChat(window.page, other);
      }
    });
    return { p95Ms: quantile(figures, 0.95), longestDelayMs: longest };
  });
}

/** From the pressed button to messages of the chat on the screen: those at its end, or where it was not read from on. */
async function openOnce({ page }: OpenWindow, node: string): Promise<number> {
  const newest = await page.getByTestId('timeline').getAttribute('data-newest');
  const shown = await page.locator('[data-row-key]').last().getAttribute('data-row-key');
  return paintedAfterMs(page, {
    event: 'pointerdown',
    isThere: `(() => {
      const timeline = document.querySelector('[data-testid="timeline"]');
      return ![undefined, '', ${JSON.stringify(newest)}].includes(timeline?.dataset.newest)
        && timeline.querySelector('[data-row-key]') !== null
        && timeline.querySelector('[data-row-key="' + ${JSON.stringify(shown)} + '"]') === null;
    })()`,
    act: () => chatRow(page, node).click(),
  });
}
