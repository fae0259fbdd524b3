// npm start [-- arguments of the app]: sets up what is missing, then runs the app.
import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { hasDisplay, isHeadlessNoise, startVirtualDisplay, whyNoSandbox } from './process/display.mjs';
import { endChildrenOnSignals, endLike } from './process/run.mjs';
import { groupsForApp, installCommand } from './setup/debian-packages.mjs';
import { projectFolder } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupFailed } from './setup/steps.mjs';

const say = (/** @type {string} */ line) => console.error(line);

/** Makes file arguments independent of the folder that npm changes to. @param {readonly string[]} args */
function resolveFiles(args) {
  const callersFolder = process.env['INIT_CWD'] ?? process.cwd();
  return args.map((argument, index) => {
    if (args[index - 1] === '--screenshot') return path.resolve(callersFolder, argument);
    const [, file] = /^--screenshot=(.+)$/.exec(argument) ?? [];
    return file === undefined ? argument : `--screenshot=${path.resolve(callersFolder, file)}`;
  });
}

/** The display that the app is to use, and whether it is a virtual one. */
async function chooseDisplay() {
  if (hasDisplay()) return { isVirtual: false, env: process.env };
  const virtual = await startVirtualDisplay();
  if (virtual === null) {
    throw new SetupFailed(
      `there is no display and no Xvfb to make a virtual one. Run: ${installCommand(['xvfb'])}`,
    );
  }
  say(`no display here: using a virtual one (Xvfb ${virtual.display}, 1280 x 800)`);
  return { isVirtual: true, env: { ...process.env, DISPLAY: virtual.display } };
}

/** Copies Electron's complaints, without those that a computer without a desktop always causes. @param {import('node:stream').Readable} stream */
function passOn(stream) {
  createInterface({ input: stream }).on('line', (line) => {
    if (!isHeadlessNoise(line)) say(line);
  });
}

/** @param {import('./setup/electron-runtime.mjs').ElectronRuntime} electron */
async function startApp({ executable, folder }) {
  const { isVirtual, env } = await chooseDisplay();
  const switches = isVirtual ? ['--disable-gpu'] : [];
  const reason = whyNoSandbox(folder);
  if (reason !== null) {
    say(`starting without Chromium's sandbox: ${reason}`);
    switches.push('--no-sandbox');
  }
  const child = spawn(executable, [...switches, projectFolder, ...resolveFiles(process.argv.slice(2))], {
    env,
    stdio: ['inherit', 'inherit', isVirtual ? 'pipe' : 'inherit'],
  });
  if (child.stderr !== null) passOn(child.stderr);
  return child;
}

endChildrenOnSignals();
try {
  const { electron } = await setUp(
    { systemPackages: groupsForApp(), electron: true, sqlite: true, bundle: true },
    { write: say },
  );
  if (electron === null) throw new SetupFailed('no Electron was set up');
  await endLike(await startApp(electron));
} catch (error) {
  if (!(error instanceof SetupFailed)) throw error;
  say(error.message);
  process.exit(1);
}
