import type { Page } from '@playwright/test';
import { atLeast, atMost } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import { quantile } from '../harness/statistics';
import type { Row } from '../harness/row';
import type { BurstReport } from '../server/orders';
import type { WorldName } from '../world/world';
import { delayDuring, type Delay } from './main-thread';
import { withWindow } from './open-window';
import { openChat } from './page-waits';

const few = 50;
const many = 2_000;
const limit =
  'What came while the last commit was on its way to the disk is committed together; the window gets changed rows in batches.';
const row = (title: string, change: Partial<Row>): Row => ({
  title,
  unit: 'ms',
  baseline: null,
  goal: atMost(20, 'ms'),
  limit,
  ...change,
});
const profile = { baseline: 'small profile' };

/** Messages that arrive while the chat they go to is on the screen. */
export const arrivalBench = defineBench({
  group: 'conversation',
  rows: {
    'fifty-acknowledged-small': row(
      '50 a second into the open chat: p99 until acknowledged, small profile',
      {},
    ),
    'fifty-acknowledged-large': row('50 a second into the chat of 100,000: p99 until acknowledged', profile),
    'fifty-painted-large': row('50 a second into the chat of 100,000: painted a second', {
      unit: 'messages/s',
      goal: atLeast(few - 1, 'messages/s'),
      limit: 'Painted are the rows in view, for somebody who reads along at the newest message.',
    }),
    'thousands-rate-small': row('2,000 a second: acknowledged a second, small profile', {
      unit: 'messages/s',
      goal: atLeast(many * 0.95, 'messages/s'),
    }),
    'thousands-rate-large': row('2,000 a second: acknowledged a second, a million messages', {
      ...profile,
      unit: 'messages/s',
      goal: atLeast(many * 0.95, 'messages/s'),
    }),
    'thousands-delay-small': row('2,000 a second: delay of the main process, p99, small profile', {
      goal: atMost(16, 'ms'),
    }),
    'thousands-delay-large': row('2,000 a second: delay of the main process, p99, a million messages', {
      ...profile,
      goal: atMost(16, 'ms'),
    }),
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const [small, large]: [Arrival[], Arrival[]] = [[], []];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`arrivals, round ${round + 1} of ${context.rounds}`);
      small.push(await arriveIn('small', context));
      large.push(await arriveIn(context.isQuick ? 'quick' : 'large', context));
    }
    const pair = (figure: (arrival: Arrival) => number) => ({
      small: { values: small.map(figure), baselines: [] },
      large: { values: large.map(figure), baselines: small.map(figure) },
    });
    const acknowledged = pair(({ fewly }) => quantile(fewly.waitsMs, 0.99));
    const rate = pair(({ manily }) => perSecond(manily.acknowledged, manily));
    const delay = pair(({ delay: { p99 } }) => p99);
    return {
      'fifty-acknowledged-small': acknowledged.small,
      'fifty-acknowledged-large': acknowledged.large,
      'fifty-painted-large': { values: large.map(({ paintedPerSecond }) => paintedPerSecond), baselines: [] },
      'thousands-rate-small': rate.small,
      'thousands-rate-large': rate.large,
      'thousands-delay-small': delay.small,
      'thousands-delay-large': delay.large,
    };
  },
});

interface Arrival {
  readonly fewly: BurstReport;
  readonly paintedPerSecond: number;
  readonly manily: BurstReport;
  readonly delay: Delay;
}

const perSecond = (count: number, { tookMs }: BurstReport): number => (count / tookMs) * 1_000;

function arriveIn(world: WorldName, context: BenchContext): Promise<Arrival> {
  return withWindow(world, context, async ({ app, page, server, world: { bigChatNode } }) => {
    await openChat(page, bigChatNode);
    await goToNewest(page);
    const seconds = context.isQuick ? 1 : 6;
    await page.evaluate(countRows);
    const fewly = await server.burst({
      count: few * seconds,
      perSecond: few,
      chats: [0],
      limitMs: seconds * 2_000,
    });
    const painted = Number(await page.evaluate('globalThis.benchRows.size'));
    let manily: BurstReport = fewly;
    const delay = await delayDuring(app, async () => {
      manily = await server.burst({
        count: many * seconds,
        perSecond: many,
        chats: [0, 1, 2, 3, 4, 5, 6, 7],
        limitMs: seconds * 3_000,
      });
    });
    if (fewly.acknowledged === 0 || manily.acknowledged === 0) throw new Error('nothing was acknowledged');
    return { fewly, paintedPerSecond: perSecond(painted, fewly), manily, delay };
  });
}

/** A chat with unread messages opens at the first of them; news are followed by somebody who is at the end. */
async function goToNewest(page: Page): Promise<void> {
  const button = page.getByTestId('jump-to-newest');
  if (await button.isVisible()) await button.click();
  await button.waitFor({ state: 'hidden' });
}

/** Rows of messages that a frame has had since now. */
const countRows = `(() => {
  globalThis.benchRows = new Set();
  const before = new Set([...document.querySelectorAll('[data-message-id]')].map((row) => row.dataset.messageId));
  const look = () => {
    for (const row of document.querySelectorAll('[data-message-id]')) {
      if (!before.has(row.dataset.messageId)) globalThis.benchRows.add(row.dataset.messageId);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;
