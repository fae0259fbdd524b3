import { rmSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { createProfile, launchApp } from '../../support/electron-app';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import { atMost, atMostAbove, atMostRatio } from '../harness/goal';
import { quantile } from '../harness/statistics';
import { ServerProcess } from '../server/server-process';
import type { WorldName } from '../world/world';
import { delayDuring } from './main-thread';
import { withEmptyWindow, withWindow } from './open-window';
import { openChat } from './page-waits';
import { paintedAfterMs } from './painted';
import { emptyField, typeLetters } from './typed-letters';
import { withApp } from './with-app';

const crowd = '10,000 contacts, 500 rooms';
const few = 'ten contacts, two rooms';
const frameMs = 16.7;
/** Rows of the first screen of a list. */
const usableRows = 8;
const limitMs = 120_000;

/** Accounts that know many people. */
export const crowdBench = defineBench({
  group: 'people',
  rows: {
    'sign-in-crowded': {
      title: `sign-in on a new computer to a list of contacts that can be used, ${crowd}`,
      unit: 'ms',
      baseline: few,
      goal: atMostRatio(1.5),
      limit:
        'The first two hundred of a roster are committed and shown at once; the others come in steps behind them.',
    },
    'sign-in-blocked-crowded': {
      title: `main process: longest delay while a new computer learns of ${crowd}`,
      unit: 'ms',
      baseline: few,
      goal: atMost(50, 'ms'),
      limit:
        'Opening the new account’s database, which the baseline does as well; then one commit of two hundred people and their chats, or one page of a list.',
    },
    'start-crowded': {
      title: `start to chat list, ${crowd}`,
      unit: 'ms',
      baseline: few,
      goal: atMostRatio(1.5),
      limit: 'The first page of each list is shown before the others are asked for.',
    },
    'filter-crowded': {
      title: 'a letter in the filter of 10,000 contacts to its paint, p95',
      unit: 'ms',
      baseline: 'key to paint on an empty page',
      goal: atMostAbove(frameMs, 'ms'),
      limit:
        'Other rows are made, of which those in view come first. How every name is read is worked out once, and to compare ten thousand of them is a thirtieth of it; a longer text is looked for among those that the shorter one had found.',
    },
    'rows-crowded': {
      title: 'rows in the page at most: contacts, chats, and who can be called in a room of 5,000',
      unit: 'rows',
      baseline: null,
      goal: atMost(100, 'rows'),
      limit: 'The rows in view and some around them.',
    },
  },
  limitMs: 2 * usualLimitMs,
  measure: async (context) => {
    const many: WorldName = context.isQuick ? 'crowdedQuick' : 'crowded';
    const [fewSignIns, manySignIns]: [SignIn[], SignIn[]] = [[], []];
    const [fewStarts, manyStarts]: [number[], number[]] = [[], []];
    const [empty, used]: [number[], Used[]] = [[], []];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`crowds, round ${round + 1} of ${context.rounds}`);
      fewSignIns.push(await signInTo('few', context));
      manySignIns.push(await signInTo(many, context));
      fewStarts.push(await startWith('few', context));
      manyStarts.push(await startWith(many, context));
      empty.push(await withEmptyWindow((page) => typeLetters(page, emptyField, lettersTyped(context))));
      used.push(await useLists(many, context));
    }
    const usable = (all: readonly SignIn[]): readonly number[] => all.map(({ usableMs }) => usableMs);
    const delays = (all: readonly SignIn[]): readonly number[] => all.map(({ delayMs }) => delayMs);
    return {
      'sign-in-crowded': { values: usable(manySignIns), baselines: usable(fewSignIns) },
      'sign-in-blocked-crowded': { values: delays(manySignIns), baselines: delays(fewSignIns) },
      'start-crowded': { values: manyStarts, baselines: fewStarts },
      'filter-crowded': { values: used.map(({ letterMs }) => letterMs), baselines: empty },
      'rows-crowded': { values: used.map(({ mostRows }) => mostRows), baselines: [] },
    };
  },
});

const startWith = (world: WorldName, context: BenchContext): Promise<number> =>
  withApp(world, context, (program) => Promise.resolve(program.paintedAfterMs));

interface SignIn {
  readonly usableMs: number;
  /** Until all contacts had come. */
  readonly delayMs: number;
}

/** Signs in on a computer that knows nothing yet, and goes to the contacts at once. */
async function signInTo(world: WorldName, context: BenchContext): Promise<SignIn> {
  const profileDirectory = createProfile();
  const server = await ServerProcess.start(world);
  try {
    const { app, page, kill } = await launchApp({ profileDirectory, language: 'en' });
    try {
      await page.getByTestId('sign-in-server').fill(server.url);
      await page.getByTestId('sign-in-name').fill('bench');
      await page.getByTestId('sign-in-password').fill('correct horse 9');
      let usableMs = 0;
      const { longest } = await delayDuring(app, async () => {
        usableMs = await paintedAfterMs(page, {
          event: 'pointerdown',
          isThere: `document.querySelectorAll('[data-testid="contact-row"]').length >= ${usableRows}`,
          act: async () => {
            await page.getByTestId('sign-in-submit').click();
            await page.getByTestId('rail-contacts').click();
          },
        });
        await everybodyIsThere(page, context.profiles.world(world).size.friends);
      });
      return { usableMs, delayMs: longest };
    } finally {
      await kill();
    }
  } finally {
    await server.stop();
    rmSync(profileDirectory, { recursive: true, force: true });
  }
}

interface Used {
  readonly letterMs: number;
  readonly mostRows: number;
}

const lettersTyped = ({ isQuick }: BenchContext): number => (isQuick ? 4 : 40);
/** Letters that some names have and others have not, as they are written or read. */
const letters = ['g', 'w', 'c', 'z'] as const;

function useLists(world: WorldName, context: BenchContext): Promise<Used> {
  return withWindow(world, context, async ({ page, world: { size, crowdName, crowdNode } }) => {
    const rows = [await page.getByTestId('chat-row').count()];
    await page.getByTestId('rail-contacts').click();
    await everybodyIsThere(page, size.friends);
    rows.push(await page.getByTestId('contact-row').count());
    const figures: number[] = [];
    await page.getByTestId('contacts-filter').focus();
    for (let count = 0; count < lettersTyped(context); count += 1) {
      const isThere = `(() => {
        const row = document.querySelector('[role="listitem"][aria-setsize]');
        return row !== null && row.getAttribute('aria-setsize') !== '${size.friends}';
      })()`;
      const letter = letters[count % letters.length] ?? 'g';
      figures.push(
        await paintedAfterMs(page, { event: 'keydown', isThere, act: () => page.keyboard.press(letter) }),
      );
      await page.keyboard.press('Backspace');
      await everybodyIsThere(page, size.friends);
    }
    await page.getByTestId('rail-chats').click();
    await page.getByTestId('chat-search').fill(crowdName);
    await openChat(page, crowdNode);
    await page.getByTestId('composer-input').focus();
    await page.keyboard.press('@');
    await page.getByTestId('mention-option').first().waitFor();
    rows.push(await page.getByTestId('mention-option').count());
    return { letterMs: quantile(figures, 0.95), mostRows: Math.max(...rows) };
  });
}

/** All contacts have come. */
async function everybodyIsThere(page: Page, count: number): Promise<void> {
  await page.locator(`[role="listitem"][aria-setsize="${count}"]`).first().waitFor({ timeout: limitMs });
}
