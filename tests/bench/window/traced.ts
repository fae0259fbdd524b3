import type { CDPSession } from '@playwright/test';

/** What happened in the browser engine, in its own format. */
export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** When it began, microseconds. */
  readonly ts: number;
  /** How long it had the processor, microseconds; absent for what has no length. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What the engine traces of these categories while `work` runs. */
export async function tracedDuring(
  session: CDPSession,
  includedCategories: readonly string[],
  work: () => Promise<unknown>,
): Promise<readonly TraceEvent[]> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: readonly object[] }): void => {
    // The engine's own format. Not as arguments of one call, of which there may be too many.
    for (const event of value as readonly TraceEvent[]) events.push(event);
  };
  session.on('Tracing.dataCollected', collect);
  const over = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.start', {
    traceConfig: { includedCategories: [...includedCategories] },
    transferMode: 'ReportEvents',
  });
  try {
    await work();
  } finally {
    await session.send('Tracing.end');
    await over;
    session.off('Tracing.dataCollected', collect);
  }
  return events;
}
