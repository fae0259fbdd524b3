import { atMostRatio } from '../harness/goal';
import { defineBench, type BenchContext } from '../harness/bench';
import type { Row } from '../harness/row';
import { withEmptyApp, type StartedProgram } from './started-program';
import { withApp } from './with-app';

const row = (title: string): Row => ({
  title,
  unit: 'CPU s/min',
  baseline: 'empty Electron window',
  goal: atMostRatio(2),
  limit: 'A beat of the connection now and then, and the clock of the window once a minute.',
});

const idleMs = 30_000;
// As long as nothing is asked for this time, the catch-up is over. Of a thousand chats there remains what goes on for half an hour
// after every connection, a question every two seconds: that is how the app rests then, and it is measured with it.
const quietMs = { small: 8_000, large: 1_500, quick: 1_000 } as const;
const catchUpLimitMs = 330_000;

/** What the app does while nobody does anything. */
export const idleBench = defineBench({
  group: 'idle',
  rows: {
    'processor-small': row('idle, small profile'),
    'processor-large': row('idle while chats are compared slowly, a million messages'),
  },
  limitMs: 15 * 60_000,
  measure: async (context) => {
    // One round: catching up with 1,000 chats takes minutes, by intent.
    context.note('idle: catching up first, some minutes');
    const empty = await withEmptyApp((program) => idle(program, context));
    const small = await idleIn('small', context);
    const large = await idleIn(context.isQuick ? 'quick' : 'large', context);
    return {
      'processor-small': { values: [small], baselines: [empty] },
      'processor-large': { values: [large], baselines: [empty] },
    };
  },
});

function idleIn(world: keyof typeof quietMs, context: BenchContext): Promise<number> {
  return withApp(world, context, async (program, server) => {
    await server.quiet(context.isQuick ? quietMs.quick : quietMs[world], catchUpLimitMs);
    return idle(program, context);
  });
}

/** Seconds of the processor in a minute of rest. */
async function idle(program: StartedProgram, { isQuick }: BenchContext): Promise<number> {
  const ms = isQuick ? 2_000 : idleMs;
  const seconds = await program.processorSecondsDuring(
    () => new Promise((resolve) => setTimeout(resolve, ms)),
  );
  return (seconds / ms) * 60_000;
}
