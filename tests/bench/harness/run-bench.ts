import { fork } from 'node:child_process';
import type { Bench } from './bench';
import type { Samples } from './row';

/** Word of the command line that makes this program measure one bench and go. */
export const benchWord = '--bench';

/** What the process of a bench tells. */
export type BenchReport =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'samples'; readonly samples: Readonly<Record<string, Samples>> }
  | { readonly kind: 'failed'; readonly reason: string };

/** The figures of a bench, or why there are none. */
export type BenchOutcome =
  | { readonly ok: true; readonly samples: Readonly<Record<string, Samples>> }
  | { readonly ok: false; readonly reason: string };

/** How a bench is run. */
export interface RunOptions {
  readonly isQuick: boolean;
  readonly note: (text: string) => void;
}

// Small numbers take seconds; a machine with much to do takes its time.
const quickLimitMs = 120_000;

/**
 * Measures a bench in a process of its own: what another left in the memory, in the compiler or in timers does not count. One
 * that hangs or fails takes no other with it.
 */
export function runBench(name: string, bench: Bench, { isQuick, note }: RunOptions): Promise<BenchOutcome> {
  const limitMs = isQuick ? Math.min(bench.limitMs, quickLimitMs) : bench.limitMs;
  return new Promise((resolve) => {
    const child = fork(__filename, [benchWord, name, ...(isQuick ? ['--quick'] : [])], { detached: true });
    let outcome: BenchOutcome = { ok: false, reason: 'the process ended without figures' };
    const limit = setTimeout(() => {
      outcome = { ok: false, reason: `it was not done after ${Math.round(limitMs / 1_000)} s` };
      endGroup(child.pid);
    }, limitMs);
    child.on('message', (report: BenchReport) => {
      if (report.kind === 'note') note(report.text);
      else if (report.kind === 'samples') outcome = { ok: true, samples: report.samples };
      else outcome = { ok: false, reason: report.reason };
    });
    child.once('exit', () => {
      clearTimeout(limit);
      // Servers and windows that a failed bench left behind.
      endGroup(child.pid);
      resolve(outcome);
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is gone already: that is what was asked for.
  }
}
