// npm run line: a line between apps and a tim server that can be made bad. docs/bad-line.md tells how to use it.
import { createInterface } from 'node:readline';
import { systemClock } from '../platform/clock';
import { Line } from './line';
import { parseCommand, usage, type ProgramOptions } from './options';
import { obey } from './orders';

const exitFailure = 1;
const exitUsage = 2;

/** Carries until SIGTERM or SIGINT; orders come from standard input, whose end changes nothing. */
async function run(options: ProgramOptions): Promise<void> {
  const line = await Line.open({ ...options, clock: systemClock });
  const end = (): void => void line.close().then(() => process.exit(0));
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.stdout.write(`listening ws://${options.listen.host}:${line.port}/tim\n`);
  createInterface({ input: process.stdin }).on('line', (text) => {
    const answer = obey(line, text);
    if (answer !== '') process.stdout.write(`${answer}\n`);
  });
}

function fail(error: unknown, { listen }: ProgramOptions): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  const reason =
    code === 'EADDRINUSE'
      ? `port ${listen.port} is taken`
      : `cannot listen at ${listen.host}:${listen.port}: ${code}`;
  process.stderr.write(`line: ${reason}\n`);
  process.exitCode = exitFailure;
}

const command = parseCommand(process.argv.slice(2));
switch (command.kind) {
  case 'help':
    process.stdout.write(usage);
    break;
  case 'invalid':
    process.stderr.write(`line: ${command.reason}\n\n${usage}`);
    process.exitCode = exitUsage;
    break;
  case 'run':
    run(command.options).catch((error: unknown) => fail(error, command.options));
    break;
}
