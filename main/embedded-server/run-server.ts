import { fstatSync, readFileSync } from 'node:fs';
import { createConsoleLogger } from '../platform/logger';
import type { FaultPlan } from './faults/fault-plan';
import { FaultPlanError, parseFaultPlan } from './faults/parse-fault-plan';
import type { ServerBehaviour } from './server-behaviour';
import { keyFromStarter } from './starter-key';
import { helpText, parseArguments, type ServerOptions } from './server-options';
import { startEmbeddedServer, type Inhabitant, type RunningServer } from './start-server';

const exitFailure = 1;
const exitUsage = 2;

interface RunDetails {
  readonly behaviour: Partial<ServerBehaviour>;
  readonly faults: FaultPlan;
  readonly isKeyGiven: boolean;
  readonly demo: Inhabitant;
}

/** Runs the server until it is told to end: by SIGTERM, SIGINT, or the end of the process that started it. */
async function run(
  options: ServerOptions,
  { behaviour, faults, isKeyGiven, demo }: RunDetails,
): Promise<void> {
  const orders = endOrders();
  const key = isKeyGiven ? await Promise.race([keyFromStarter(), orders.then(() => null)]) : undefined;
  // Nobody wants a server any more.
  if (key === null) process.exit(0);
  const isStarterWatched = watchStarter();
  const log = createConsoleLogger('server', 'warn');
  const server = await startEmbeddedServer({
    ...options,
    behaviour,
    faults,
    die: dieAtOnce,
    log,
    ...(options.isDemo ? { inhabitant: demo } : {}),
    ...(key === undefined ? {} : { key }),
  });
  key?.fill(0);
  // An input that was at its end from the start belongs to nobody who could end later.
  const starterEnds = isStarterWatched && !process.stdin.readableEnded ? [endOfInput()] : [];
  process.stdout.write(`listening ${server.url}\n`);
  await Promise.race([orders, ...starterEnds]);
  await stopAndExit(server);
}

/** Resolves with the first order to end. */
function endOrders(): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => resolve();
    process.once('SIGTERM', end);
    process.once('SIGINT', end);
    process.once('disconnect', end);
  });
}

/** Starts reading standard input if it is a pipe: its end tells that the starting process is gone. */
function watchStarter(): boolean {
  try {
    const input = fstatSync(process.stdin.fd);
    if (!input.isFIFO() && !input.isSocket()) return false;
  } catch {
    // Standard input was closed by whoever started this process.
    return false;
  }
  process.stdin.resume();
  return true;
}

function endOfInput(): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => resolve();
    process.stdin.once('end', end);
    process.stdin.once('error', end);
  });
}

/** A crash of the fault plan: nothing of this process runs after it. */
function dieAtOnce(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** Reads a fault plan; ends the program with one line when it cannot be used. */
function readFaults(file: string | null): FaultPlan {
  if (file === null) return [];
  try {
    return parseFaultPlan(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof FaultPlanError) fail(`${file}: ${error.message}`, exitUsage);
    if (error instanceof SyntaxError) fail(`${file} is not JSON`, exitUsage);
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    fail(`cannot read ${file}: ${code}`, exitUsage);
  }
}

async function stopAndExit(server: RunningServer): Promise<void> {
  await server.stop();
  process.exit(0);
}

function fail(reason: string, exitCode: number): never {
  process.stderr.write(`tim server: ${reason}\n`);
  process.exit(exitCode);
}

/** One line for people; system errors by their code, never with a stack. */
function describe(error: unknown, options: ServerOptions): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return `port ${options.port} is taken`;
  if (code === 'EACCES') return `no permission for port ${options.port} or folder ${options.dataFolder}`;
  const message = error instanceof Error ? error.message : 'unknown error';
  return `cannot start: ${message.split('\n')[0] ?? ''}`;
}

/** The program: reads the arguments and runs the server until it is told to end. `demo` lives in it when `--demo` is given. */
export function runServer(argv: readonly string[], demo: Inhabitant): void {
  const parsed = parseArguments(argv);
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(helpText);
      break;
    case 'invalid':
      fail(parsed.reason, exitUsage);
      break;
    case 'run':
      run(parsed.options, {
        behaviour: parsed.behaviour,
        faults: readFaults(parsed.faultsFile),
        isKeyGiven: parsed.isKeyGiven,
        demo,
      }).catch((error: unknown) => fail(describe(error, parsed.options), exitFailure));
      break;
  }
}
