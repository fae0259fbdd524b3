import { fstatSync } from 'node:fs';
import { createConsoleLogger } from '../platform/logger';
import { helpText, parseArguments, type ServerOptions } from './server-options';
import { startEmbeddedServer, type RunningServer } from './start-server';

const exitFailure = 1;
const exitUsage = 2;

/** Runs the server until it is told to end: by SIGTERM, SIGINT, or the end of the process that started it. */
async function run(options: ServerOptions): Promise<void> {
  const orders = endOrders();
  const isStarterWatched = watchStarter();
  const server = await startEmbeddedServer({ ...options, log: createConsoleLogger('server', 'warn') });
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

const parsed = parseArguments(process.argv.slice(2));
switch (parsed.kind) {
  case 'help':
    process.stdout.write(helpText);
    break;
  case 'invalid':
    fail(parsed.reason, exitUsage);
    break;
  case 'run':
    run(parsed.options).catch((error: unknown) => fail(describe(error, parsed.options), exitFailure));
    break;
}
