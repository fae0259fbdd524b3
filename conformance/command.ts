import { systemClock, type Clock } from '../main/platform/clock';
import { systemRandom } from '../main/platform/random';
import { maxFrameBytes } from '../main/protocol/frame-limits';
import { DialError } from '../main/transport/transport';
import { createHttpPost } from '../main/transport/http-post';
import { createWebSocketDial } from '../main/transport/web-socket-transport';
import { allAreas } from './all-areas';
import { ServerUnreachable } from './lab';
import type { LabEnvironment } from './lab-environment';
import { parseCommand, usage, type ConformanceOptions } from './options';
import { probeTraits } from './probe-traits';
import { createReport, toTable } from './report';
import { runAreas } from './run-areas';
import { learnedFrom } from './server-traits';

/** Where a run writes, and by which clock it waits. */
export interface CommandEnvironment {
  readonly clock?: Clock;
  out(text: string): void;
  error(text: string): void;
  /** Writes the JSON report; rejects when it cannot. */
  writeFile(path: string, text: string): Promise<void>;
}

const exitOk = 0;
const exitFailed = 1;
const exitUsage = 2;

const origin = 'app://tim-desktop';
const networkTimeoutMs = 10_000;
const closeTimeoutMs = 2_000;
/** A run takes about a minute, a slow one two. */
const longestRunMs = 180_000;

/** Runs the command line; answers the exit code. */
export async function runCommand(argv: readonly string[], environment: CommandEnvironment): Promise<number> {
  const command = parseCommand(argv);
  switch (command.kind) {
    case 'help':
      environment.out(usage);
      return exitOk;
    case 'invalid':
      environment.error(`conformance: ${command.reason}\n\n${usage}`);
      return exitUsage;
    case 'run':
      return run(command.options, environment);
  }
}

async function run(options: ConformanceOptions, environment: CommandEnvironment): Promise<number> {
  const clock = environment.clock ?? systemClock;
  const deadline = new AbortController();
  const limit = clock.after(longestRunMs, () => deadline.abort());
  const lab = createLabEnvironment(options, clock, deadline.signal);
  const server = options.address.webSocketUrl;
  try {
    const traits = await probeTraits(lab);
    const results = await runAreas(allAreas, lab, traits);
    const report = createReport(
      { server, encoding: options.encoding, learned: learnedFrom(traits) },
      results,
    );
    environment.out(toTable(report));
    if (options.jsonFile !== null) {
      await environment.writeFile(options.jsonFile, `${JSON.stringify(report, null, 2)}\n`);
    }
    return report.counts.FAIL > 0 ? exitFailed : exitOk;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error';
    environment.error(`conformance: ${server}: ${reason}\n`);
    return isUnreachable(error) ? exitUsage : exitFailed;
  } finally {
    limit.dispose();
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof ServerUnreachable || error instanceof DialError;

function createLabEnvironment(
  options: ConformanceOptions,
  clock: Clock,
  deadline: AbortSignal,
): LabEnvironment {
  const limits = {
    clock,
    connectTimeoutMs: networkTimeoutMs,
    maxMessageBytes: maxFrameBytes,
    closeTimeoutMs,
  };
  const { address, encoding, isSlow } = options;
  return {
    address,
    encoding,
    isSlow,
    clock,
    random: systemRandom,
    dial: createWebSocketDial({ ...limits, origin }),
    dialWithoutOrigin: createWebSocketDial({ ...limits, origin: '' }),
    post: createHttpPost({ origin, timeoutMs: networkTimeoutMs, maxAnswerBytes: maxFrameBytes }),
    times: { answerMs: 1_500, errorMs: 700 },
    patienceMs: 5_000,
    quietMs: 700,
    deadline,
  };
}
