import { atMostRatio } from '../harness/goal';
import { defineBench, usualLimitMs, type BenchContext } from '../harness/bench';
import type { Row } from '../harness/row';
import type { WorldName } from '../world/world';
import { withEmptyApp, type StartedProgram } from './started-program';
import { withApp } from './with-app';

const baseline = 'empty Electron window';
const smallLimit =
  'The engine and the window are the empty one’s share. Ours, in the order in which it is waited for, on the machine that is named above: the script is fetched (10 ms), read (18), run (12) and has its fonts found (16); main reads what stands behind the window beside that, as far as it can while the page wants nothing of it, and takes some 20 ms longer, of which opening the encrypted database and the account are 14; three questions and answers (25); the first screen, made and laid out once (95, most of it code that runs for the first time, which this Electron keeps for no scheme of an app’s own), and two frames (40). Tried in alternating pairs, without a gain: the code of main without blanks, the first chats and messages along with the snapshot, dates prepared ahead, still more room for what is young, and baseline code for everything at once. Code of main that V8 kept of an earlier start is worth 15 ms; it is not done, because a file that is run as it lies in the profile gives more to whoever can write there than all else in it.';
const largeLimit = 'The same, and more pages of a larger database to find them in.';
const startRow = (title: string, limit: string): Row => ({
  title,
  unit: 'ms',
  baseline,
  goal: atMostRatio(1.25),
  limit,
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
    'chat-list-small': startRow('start to chat list, small profile', smallLimit),
    'chat-list-large': startRow('start to chat list, a million messages', largeLimit),
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
