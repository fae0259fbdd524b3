// npm run bench: measures what docs/performance.md tells, in pairs beside their baselines.
// node scripts/bench.mjs [--only NAME]... [--json FILE] [--quick] [--list] [--document]: see `tests/bench`.
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { hasDisplay, startVirtualDisplay } from './process/display.mjs';
import { endChildrenOnSignals, endWithThisProcess, lastLines, runLogged } from './process/run.mjs';
import { inProject, setupLog } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupFailed } from './setup/steps.mjs';
import { windowEnvironment } from './testing/stages.mjs';

const print = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const shownLogLines = 20;
const program = inProject('.runtime', 'bench', 'index.js');
const args = process.argv.slice(2);
/** What measures nothing needs no window. */
const needsWindows = !args.includes('--list') && !args.includes('--document');

/** Builds the program of the benches: it is made of the app's own code, so it is never kept. */
async function build() {
  const logFile = setupLog('bench');
  const { code } = await runLogged(
    process.execPath,
    [inProject('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', 'vite.bench.config.mts'],
    { logFile, cwd: inProject() },
  );
  if (code === 0) return;
  for (const line of lastLines(logFile, shownLogLines)) print(`  ${line}`);
  throw new SetupFailed(`the benches were not built; all of it: ${path.relative(inProject(), logFile)}`);
}

/** Environment with an Electron and a display on which nobody else moves the pointer. */
async function prepare() {
  const { electron } = await setUp(
    needsWindows
      ? { systemPackages: ['electron', 'display'], electron: true, sqlite: true, bundle: true }
      : { sqlite: true },
    { write: print, quiet: true },
  );
  await build();
  if (electron === null) return process.env;
  const virtual = process.platform === 'linux' ? await startVirtualDisplay() : null;
  if (virtual === null && !hasDisplay())
    throw new SetupFailed('there is no display, and Xvfb does not start');
  return windowEnvironment(electron, virtual?.display ?? null);
}

/** @returns {Promise<number>} exit code of the program */
async function main() {
  const env = await prepare();
  const child = endWithThisProcess(
    spawn(process.execPath, ['--enable-source-maps', program, ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      cwd: inProject(),
      env,
      detached: process.platform !== 'win32',
    }),
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

endChildrenOnSignals();
let code = 1;
try {
  code = await main();
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
}
// The virtual display is still running: it ends with this process.
process.exit(code);
