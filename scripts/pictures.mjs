// npm run pictures: takes every picture of docs/images from the real app, and writes the page that shows them all.
import path from 'node:path';
import process from 'node:process';
import { hasDisplay, startVirtualDisplay } from './process/display.mjs';
import { endChildrenOnSignals, lastLines, runLogged } from './process/run.mjs';
import { inProject } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupFailed } from './setup/steps.mjs';
import { windowEnvironment } from './testing/stages.mjs';

const print = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const limitMs = 90 * 60_000;
const shownLogLines = 30;

/** Environment with an Electron and a display on which nobody else moves the pointer. */
async function prepare() {
  const { electron } = await setUp(
    { systemPackages: ['electron', 'display'], electron: true, sqlite: true, bundle: true },
    { write: print },
  );
  if (electron === null) throw new SetupFailed('no Electron was set up');
  const virtual = process.platform === 'linux' ? await startVirtualDisplay() : null;
  if (virtual === null && !hasDisplay())
    throw new SetupFailed('there is no display, and Xvfb does not start');
  return windowEnvironment(electron, virtual?.display ?? null);
}

async function main() {
  const env = await prepare();
  print('taking the pictures, ten minutes and more');
  const logFile = inProject('test-results', 'pictures.log');
  const program = inProject('node_modules', '@playwright', 'test', 'cli.js');
  const { code } = await runLogged(
    process.execPath,
    [program, 'test', '--config=playwright.pictures.config.ts'],
    { logFile, cwd: inProject(), env: { ...env, FORCE_COLOR: '0', NO_COLOR: '1' }, limitMs },
  );
  if (code === 0) {
    print(`they are in ${path.join('docs', 'images')}`);
    return true;
  }
  for (const line of lastLines(logFile, shownLogLines)) print(`  ${line}`);
  print(`all of it: ${path.relative(inProject(), logFile)}`);
  return false;
}

endChildrenOnSignals();
let isGood = false;
try {
  isGood = await main();
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
}
// The virtual display is still running: it ends with this process.
process.exit(isGood ? 0 : 1);
