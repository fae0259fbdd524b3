import type { CDPSession, Page } from '@playwright/test';
import { atLeastRatio, atMostRatio } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import type { World } from '../world/world';
import { droppedShare, framesDuring, keptShare, together, type Frames } from './frames';
import { withEmptyWindow, withWindow } from './open-window';
import { openChat } from './page-waits';

const limit =
  'Rows are made and measured as they come into view; earlier pages come over the bridge while it scrolls. A page costs as much as there are rows, 12 to 19 ms with 20,000, so that only 1,000 stay loaded: 0.5 to 2 ms.';

/** Scrolling through what was said. */
export const scrollBench = defineBench({
  group: 'conversation',
  rows: {
    scroll: {
      title: 'scroll 5,000 messages, frames dropped',
      unit: 'frames %',
      baseline: 'an empty page scrolled the same way',
      goal: atMostRatio(1.5),
      limit,
    },
    'scroll-far': {
      title: 'scroll 20,000 messages, frames kept',
      unit: 'frames %',
      baseline: 'an empty page scrolled the same way',
      goal: atLeastRatio(0.99),
      limit,
    },
  },
  limitMs: 3 * usualLimitMs,
  measure: async (context) => {
    const app: Scrolled[] = [];
    const empty: Scrolled[] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`scrolling, round ${round + 1} of ${context.rounds}`);
      const scrolled = await scrollChat(context);
      app.push(scrolled);
      empty.push(await withEmptyWindow((page) => scrollEmptyPage(page, scrolled)));
    }
    const near = (all: readonly Scrolled[]): readonly number[] =>
      all.map(({ near }) => droppedShare(near.frames));
    const far = (all: readonly Scrolled[]): readonly number[] =>
      all.map(({ near, rest }) => keptShare(together(near.frames, rest.frames)));
    return {
      scroll: { values: near(app), baselines: near(empty) },
      'scroll-far': { values: far(app), baselines: far(empty) },
    };
  },
});

const pixelsPerSecond = 12_000;
const pixelsPerGesture = 24_000;
/** 20,000 messages of two lines are less. */
const mostGestures = 100;
/** Height of a line of the empty page with what is between two. */
const emptyLinePixels = 52;

/** A way that was scrolled without a pause. */
interface Way {
  readonly frames: Frames;
  readonly gestures: number;
}

/** The first messages, and those above them. */
interface Scrolled {
  readonly near: Way;
  readonly rest: Way;
}

/** Scrolls up through 5,000 messages of the chat of 100,000, and on through 20,000. */
function scrollChat(context: BenchContext): Promise<Scrolled> {
  const [nearMessages, farMessages] = context.isQuick ? [200, 400] : [5_000, 20_000];
  return withWindow(context.isQuick ? 'quick' : 'large', context, async ({ page, world }) => {
    await openChat(page, world.bigChatNode);
    const scroller = await scrollerOf(page, '[data-testid="timeline"]');
    const start = await positionShown(page, world);
    const upBy = (messages: number) => async (): Promise<boolean> =>
      (await positionShown(page, world)) > start - messages;
    const near = await scrollWhile(scroller, upBy(nearMessages));
    return { near, rest: await scrollWhile(scroller, upBy(farMessages)) };
  });
}

/** Scrolls an empty page as far as a chat was scrolled. */
async function scrollEmptyPage(page: Page, { near, rest }: Scrolled): Promise<Scrolled> {
  const pixels = (near.gestures + rest.gestures + 1) * pixelsPerGesture;
  await page.evaluate(`void globalThis.fillRows(${Math.ceil(pixels / emptyLinePixels)})`);
  const scroller = await scrollerOf(page, '#rows');
  const times = (count: number): (() => Promise<boolean>) => {
    let left = count;
    return () => Promise.resolve(left-- > 0);
  };
  const nearWay = await scrollWhile(scroller, times(near.gestures));
  return { near: nearWay, rest: await scrollWhile(scroller, times(rest.gestures)) };
}

interface Scroller {
  readonly session: CDPSession;
  readonly x: number;
  readonly y: number;
}

async function scrollerOf(page: Page, selector: string): Promise<Scroller> {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error('nothing to scroll');
  const session = await page.context().newCDPSession(page);
  return { session, x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Scrolls up as long as there is reason to, gesture by gesture. */
async function scrollWhile({ session, x, y }: Scroller, isOn: () => Promise<boolean>): Promise<Way> {
  let frames: Frames = { drawn: 0, dropped: 0 };
  let gestures = 0;
  while (await isOn()) {
    if (gestures === mostGestures) throw new Error('scrolling leads nowhere');
    const drawn = await framesDuring(session, () =>
      session.send('Input.synthesizeScrollGesture', {
        x,
        y,
        yDistance: pixelsPerGesture,
        speed: pixelsPerSecond,
        gestureSourceType: 'mouse',
      }),
    );
    frames = together(frames, drawn);
    gestures += 1;
  }
  return { frames, gestures };
}

/** Position in the big chat of a message that is shown, by the moment in the id that an arrival gives it. */
async function positionShown(page: Page, world: World): Promise<number> {
  const ids = await page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('[data-message-id]')].map((row) => row.dataset.messageId)`,
  );
  for (const id of ids) {
    const index = isOrdered(id) ? world.indexAt(Number.parseInt(id.replace('-', '').slice(0, 12), 16)) : null;
    if (index !== null) return index / world.size.bigChatEvery;
  }
  throw new Error('no message of the world is shown');
}

const isOrdered = (id: string): boolean => id[14] === '7';
