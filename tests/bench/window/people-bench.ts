import type { Page } from '@playwright/test';
import { atMost } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import { median } from '../harness/statistics';
import type { WorldName } from '../world/world';
import { withWindow } from './open-window';
import { openChat } from './page-waits';
import { paintedAfterMs } from './painted';

/** Lists of people. */
export const peopleBench = defineBench({
  group: 'people',
  rows: {
    'contacts-small': {
      title: 'contacts panel, eight rows',
      unit: 'ms',
      baseline: null,
      goal: atMost(50, 'ms'),
      limit: 'One call of the bridge and the layout of the rows in view.',
    },
    'contacts-large': {
      title: 'contacts panel, 5,000 rows',
      unit: 'ms',
      baseline: 'eight rows',
      goal: atMost(50, 'ms'),
      limit:
        'Only rows in view are made; sorting 5,000 names by the rules of a language happens once for each change.',
    },
    'first-mention': {
      title: 'first “@” list in a room of 500',
      unit: 'ms',
      baseline: null,
      goal: atMost(100, 'ms'),
      limit:
        'One question to the server for the members; names that are not known yet come later and move nobody’s list.',
    },
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const [small, large, mention]: [number[], number[], number[]] = [[], [], []];
    const many = context.isQuick ? 'quick' : 'large';
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`people, round ${round + 1} of ${context.rounds}`);
      small.push(await contactsIn('small', context));
      large.push(await contactsIn(many, context));
      mention.push(await mentionIn(many, context));
    }
    return {
      'contacts-small': { values: small, baselines: [] },
      'contacts-large': { values: large, baselines: small },
      'first-mention': { values: mention, baselines: [] },
    };
  },
});

function contactsIn(world: WorldName, context: BenchContext): Promise<number> {
  return withWindow(world, context, async ({ page }) => {
    const figures: number[] = [];
    for (let count = 0; count < (context.isQuick ? 1 : 5); count += 1) {
      figures.push(
        await paintedAfterMs(page, {
          event: 'pointerdown',
          isThere: `document.querySelector('[data-testid="contact-row"]') !== null`,
          act: () => page.getByTestId('rail-contacts').click(),
        }),
      );
      await page.getByTestId('rail-chats').click();
      await page.getByTestId('chat-row').first().waitFor();
    }
    return median(figures);
  });
}

function mentionIn(world: WorldName, context: BenchContext): Promise<number> {
  return withWindow(world, context, async ({ page, world: { crowdNode, crowdName } }) => {
    await findChat(page, crowdName);
    await openChat(page, crowdNode);
    await page.getByTestId('composer-input').focus();
    return paintedAfterMs(page, {
      event: 'keydown',
      isThere: `document.querySelector('[data-testid="mention-option"]') !== null`,
      act: () => page.keyboard.press('@'),
    });
  });
}

/** Brings the row of a chat into view by its name. */
async function findChat(page: Page, name: string): Promise<void> {
  await page.getByTestId('chat-search').fill(name);
}
