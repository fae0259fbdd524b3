import type { CDPSession } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
}

/** Share of the frames that the screen did not get in time while `work` runs, percent, as the browser engine itself traces it. */
export async function dropsDuring(session: CDPSession, work: () => Promise<unknown>): Promise<number> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    // The engine's own format.
    events.push(...(value as unknown as readonly TraceEvent[]));
  });
  const over = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.start', {
    traceConfig: {
      includedCategories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame'],
    },
    transferMode: 'ReportEvents',
  });
  await work();
  await session.send('Tracing.end');
  await over;
  const count = (name: string): number => events.filter((event) => event.name === name).length;
  const [dropped, drawn] = [count('DroppedFrame'), count('DrawFrame')];
  if (dropped + drawn === 0) throw new Error('the engine traced no frames');
  return (dropped / (dropped + drawn)) * 100;
}
