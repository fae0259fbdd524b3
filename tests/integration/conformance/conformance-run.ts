import { runCommand } from '../../../conformance/command';
import type { Report } from '../../../conformance/report';
import { startEmbeddedServer, type StartServerOptions } from '../../../main/embedded-server/start-server';
import { createFastClock } from '../../support/fast-clock';

/** tim's waits of 10, 20 and 30 s become a few seconds. */
const factor = 4;

/** What a run of the program left behind. */
export interface ConformanceRun {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
  readonly report: Report | null;
}

/** Runs the program against an address, in this process. */
export async function runConformance(url: string, ...flags: string[]): Promise<ConformanceRun> {
  let output = '';
  let errors = '';
  let report: Report | null = null;
  const exitCode = await runCommand(['--server', url, '--json', 'report.json', ...flags], {
    clock: createFastClock(factor),
    out: (text) => (output += text),
    error: (text) => (errors += text),
    writeFile: (_path, text) => {
      // The program writes what it says it writes; the tests look at it.
      report = JSON.parse(text) as Report;
      return Promise.resolve();
    },
  });
  return { exitCode, output, errors, report };
}

/** Runs the program against an embedded server of its own. */
export async function runAgainst(options: StartServerOptions, ...flags: string[]): Promise<ConformanceRun> {
  const server = await startEmbeddedServer({ clock: createFastClock(factor), passwordCost: 2, ...options });
  try {
    return await runConformance(server.url, ...flags);
  } finally {
    await server.stop();
  }
}

/** Operations of a report with a verdict. */
export const operationsWith = (run: ConformanceRun, verdict: string): readonly string[] =>
  (run.report?.results ?? [])
    .filter((result) => result.verdict === verdict)
    .map(({ area, operation, seen }) => `${area}: ${operation}: ${seen}`);
