import { atMostRatio } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import type { Row } from '../harness/row';
import type { WorldName } from '../world/world';
import { withEmptyApp, type StartedProgram } from './started-program';
import { withApp } from './with-app';

const baseline = 'empty Electron window';
const startRow = (title: string): Row => ({
  title,
  unit: 'ms',
  baseline,
  goal: atMostRatio(1.25),
  limit:
    'The engine and the window are the empty one’s share. Ours, in the order in which it is waited for: reading and running what stands behind the window (some 70 ms of the processor in main, of which the schemas of the bridge are 19, the account and its parts 14, and the opening of the encrypted database and the account 34), while the window reads its script (25 ms); then the first screen, made and laid out once (75 ms, most of it code that runs for the first time, which the engine keeps for no scheme of an app’s own), and two frames.',
});
const memoryRow = (title: string): Row => ({
  title,
  unit: 'MB',
  baseline,
  goal: { text: 'at most 1.3 x and 60 MB', isMet: isModest },
  limit: 'The page cache of the database, the code of both bundles, and the rows that are shown.',
});

function isModest({
  value,
  baselineValue,
}: {
  readonly value: number;
  readonly baselineValue: number | null;
}): boolean {
  return baselineValue !== null && value <= 1.3 * baselineValue + 60;
}

// By then what a start leaves behind has been collected.
const restMs = 5_000;

/** What one start costs. */
interface Start {
  readonly paintedMs: number;
  readonly memoryMb: number;
}

/** From the start of the process to the chat list on the screen, and the memory at rest. */
export const startBench = defineBench({
  group: 'start',
  rows: {
    'chat-list-small': startRow('start to chat list, small profile'),
    'chat-list-large': startRow('start to chat list, a million messages'),
    'memory-small': memoryRow('memory (PSS of all processes), small profile'),
    'memory-large': memoryRow('memory (PSS of all processes), a million messages'),
  },
  limitMs: usualLimitMs,
  measure: async (context) => {
    const [empty, small, large]: [Start[], Start[], Start[]] = [[], [], []];
    for (let round = 0; round < context.rounds; round += 1) {
      context.note(`start, round ${round + 1} of ${context.rounds}`);
      empty.push(await withEmptyApp((program) => measureStart(program, context)));
      small.push(await startWith('small', context));
      large.push(await startWith(context.isQuick ? 'quick' : 'large', context));
    }
    const painted = (starts: readonly Start[]): readonly number[] => starts.map(({ paintedMs }) => paintedMs);
    const memory = (starts: readonly Start[]): readonly number[] => starts.map(({ memoryMb }) => memoryMb);
    return {
      'chat-list-small': { values: painted(small), baselines: painted(empty) },
      'chat-list-large': { values: painted(large), baselines: painted(empty) },
      'memory-small': { values: memory(small), baselines: memory(empty) },
      'memory-large': { values: memory(large), baselines: memory(empty) },
    };
  },
});

const startWith = (world: WorldName, context: BenchContext): Promise<Start> =>
  withApp(world, context, (program) => measureStart(program, context));

async function measureStart(program: StartedProgram, { isQuick }: BenchContext): Promise<Start> {
  await new Promise((resolve) => setTimeout(resolve, isQuick ? 0 : restMs));
  return { paintedMs: program.paintedAfterMs, memoryMb: program.memoryMb() };
}
