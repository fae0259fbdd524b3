import { join } from 'node:path';
import { app } from 'electron';
import { bootstrap } from './app/bootstrap';
import { parseCommandLine } from './app/command-line';
import { guardAgainstCrashes } from './app/crash-guard';
import { demoMessenger } from './app/demo';
import { openFirstWindow } from './app/first-window';
import { followLinks } from './app/follow-links';
import type { Launch } from './app/launch';
import { LinkInbox } from './app/link-inbox';
import { refusedInRelease } from './app/release-rules';
import { writeScreenshot } from './app/screenshot';
import { needsScript, runScript } from './app/scripted-run';
import { askAboutStart } from './app/start-dialog';
import { StartGivenUpError } from './app/start-failure';
import { systemClock as clock } from './platform/clock';
import { errorFields } from './platform/error-fields';
import { limitLines } from './platform/line-limit';
import { createConsoleLogger } from './platform/logger';
import { nextTurn } from './platform/turn';
import type { RunningApp } from './start-app';

// The bundle lies in `out/main`.
const installDirectory = join(__dirname, '../..');

main();

function main(): void {
  const parsed = parseCommandLine(process.argv.slice(1));
  if (!parsed.ok) {
    complain(parsed.message);
    app.exit(2);
    return;
  }
  const commandLine = parsed.value;
  const refusal = app.isPackaged
    ? refusedInRelease(commandLine, (name) => app.commandLine.hasSwitch(name))
    : null;
  if (refusal !== null) {
    complain(refusal);
    app.exit(2);
    return;
  }
  const logger = limitLines(createConsoleLogger('tim', commandLine.isVerbose ? 'info' : 'warn'), clock);
  const shutdown = bootstrap(commandLine, clock, logger);
  if (shutdown === null) return;
  const links = new LinkInbox();
  followLinks(links);
  const launch = { commandLine, logger, shutdown, links, installDirectory };
  let isRunning = false;
  let hasGivenUp = false;
  const giveUp = (error: unknown): void => {
    // What follows from the first failure is not told again.
    if (hasGivenUp) return;
    hasGivenUp = true;
    tellAndEnd(error, launch).catch((failure: unknown) => {
      logger.error('the end was not told', errorFields(failure));
      app.exit(1);
    });
  };
  guardAgainstCrashes({ logger, isRunning: () => isRunning, giveUp });
  start(launch)
    .then((running) => {
      isRunning = true;
      return runCommandLine(launch, running);
    })
    .catch((error: unknown) => {
      logger.error('start failed', errorFields(error));
      giveUp(error);
    });
}

type Piece = () => unknown;

/**
 * What stands behind the window, in pieces that take some milliseconds each to read. They are parts of the bundle of their own,
 * of which no line is read before somebody asks for it. All but the largest fit between the document and the script.
 */
const pieces: readonly Piece[] = [
  () => import('./storage/database').then(({ loadDriver }) => loadDriver()),
  () => import('../preload/contract/schemas'),
  () => import('./protocol/frame'),
  () => import('./platform/random'),
];
const largestPiece: Piece = () => import('./account/accounts');

/**
 * The window first: its process starts beside this one, and takes its first steps through this thread. When it has its document,
 * and again when it has its script, it has to do with itself, and what stands behind it is read and built meanwhile, with turns
 * between the pieces for what it asks.
 */
async function start(launch: Launch): Promise<RunningApp> {
  await app.whenReady();
  const first = openFirstWindow(launch);
  await first.hasDocument;
  await readInTurns(pieces);
  await first.hasScript;
  await readInTurns([largestPiece]);
  await nextTurn();
  const { startApp } = await import('./start-app');
  return startApp(launch, first);
}

async function readInTurns(pieces: readonly Piece[]): Promise<void> {
  for (const read of pieces) {
    await nextTurn();
    await read();
  }
}

/** A failure after which there is nothing to go on with: told, then the end. */
async function tellAndEnd(error: unknown, { commandLine, shutdown }: Launch): Promise<void> {
  if (needsScript(commandLine)) complain('the app could not start');
  else if (!(error instanceof StartGivenUpError) && !shutdown.hasBegun) {
    await app.whenReady();
    await askAboutStart(error, commandLine.locale);
  }
  shutdown.begin(1);
}

/** Does what `--demo`, `--screenshot` and `--exit` ask for. */
async function runCommandLine({ commandLine, shutdown }: Launch, running: RunningApp): Promise<void> {
  if (!needsScript(commandLine)) return;
  const { desktop, messenger, ipcServer, hasPainted } = running;
  const complaint =
    running.complaint ??
    (await runScript({
      commandLine,
      messenger: demoMessenger(messenger),
      clock,
      announce: (change) => ipcServer.announce(change),
      hasPainted,
      takePicture: (file) => writeScreenshot(desktop.window.browserWindow, file),
    }));
  if (complaint !== null) complain(complaint);
  if (commandLine.exitsWhenPainted) shutdown.begin(complaint === null ? 0 : 1);
}

function complain(message: string): void {
  process.stderr.write(`tim-desktop: ${message}\n`);
}
