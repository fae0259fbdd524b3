import { atMost } from '../harness/goal';
import { defineBench, usualLimitMs } from '../harness/bench';
import { withEmptyWindow, withWindow } from './open-window';
import { openChat } from './page-waits';
import { emptyField, typeLetters } from './typed-letters';

const frameMs = 16.7;

/** From a key to its glyph in the text field of a chat. */
export const keyBench = defineBench({
  group: 'conversation',
  rows: {
    'key-to-glyph': {
      title: 'key to glyph in the chat of 100,000, p95',
      unit: 'ms',
      baseline: 'the same in a field of an empty page',
      goal: atMost(frameMs, 'ms'),
      limit:
        'One frame: the letter is the field’s own, and what follows from it (the draft that main keeps, the line above) comes behind its paint.',
    },
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const letters = context.isQuick ? 4 : 60;
    const [values, baselines]: [number[], number[]] = [[], []];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`keys, round ${round + 1} of ${context.rounds}`);
      baselines.push(await withEmptyWindow((page) => typeLetters(page, emptyField, letters)));
      values.push(
        await withWindow(context.isQuick ? 'quick' : 'large', context, async ({ page, world }) => {
          await openChat(page, world.bigChatNode);
          return typeLetters(page, '[data-testid="composer-input"]', letters);
        }),
      );
    }
    return { 'key-to-glyph': { values, baselines } };
  },
});
