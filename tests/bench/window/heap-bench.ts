import { atMostRatio } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import type { Row } from '../harness/row';
import { mainHeapMb, pageHeapMb } from './heap';
import { withWindow } from './open-window';
import { openChat } from './page-waits';

const few = 5;
const many = 200;

const row = (title: string, limit: string): Row => ({
  title: `${title} after ${many} chats were opened`,
  unit: 'MB',
  baseline: `after ${few}`,
  goal: atMostRatio(1.3),
  limit,
});

/** What is held on to after many chats were looked at. */
export const heapBench = defineBench({
  group: 'conversation',
  rows: {
    'heap-window': row(
      'heap of the window',
      'The messages of the open chat alone are kept; of the others their rows in the list and their drafts.',
    ),
    'heap-main': row(
      'heap of the main process',
      'Statements and what is known of chats; no messages are kept.',
    ),
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const rounds: Heaps[] = [];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`heap, round ${round + 1} of ${context.rounds}`);
      rounds.push(await openMany(context));
    }
    return {
      'heap-window': {
        values: rounds.map(({ after }) => after.page),
        baselines: rounds.map(({ before }) => before.page),
      },
      'heap-main': {
        values: rounds.map(({ after }) => after.main),
        baselines: rounds.map(({ before }) => before.main),
      },
    };
  },
});

interface Heap {
  readonly page: number;
  readonly main: number;
}

interface Heaps {
  readonly before: Heap;
  readonly after: Heap;
}

function openMany(context: BenchContext): Promise<Heaps> {
  return withWindow(context.isQuick ? 'quick' : 'large', context, async ({ app, page, world }) => {
    const nodes = world.newestChats(context.isQuick ? 2 * few : many);
    const read = async (): Promise<Heap> => ({ page: await pageHeapMb(page), main: await mainHeapMb(app) });
    for (const node of nodes.slice(0, few)) await openChat(page, node);
    const before = await read();
    for (const node of nodes.slice(few)) await openChat(page, node);
    return { before, after: await read() };
  });
}
