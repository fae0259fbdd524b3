import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { runLogged } from '../process/run.mjs';
import { isDebian, missingPackages, installCommand } from './debian-packages.mjs';
import { fallbackFolder, fetchFallback, hasFallback } from './fallback-runtime.mjs';
import { inProject, runtimeFolder, setupLog } from './project.mjs';
import { replaceFile } from './replace-file.mjs';
import { StepError } from './steps.mjs';

/**
 * An Electron that can be started.
 *
 * @typedef {object} ElectronRuntime
 * @property {'override' | 'official' | 'fallback'} kind only `official` may be shipped
 * @property {string} folder
 * @property {string} executable
 * @property {string} version without the leading v
 */

const executableIn = {
  win32: 'electron.exe',
  darwin: 'Electron.app/Contents/MacOS/Electron',
};

/** @param {string} folder */
const executableOf = (folder) =>
  path.join(folder, executableIn[/** @type {'win32' | 'darwin'} */ (process.platform)] ?? 'electron');

/** @param {ElectronRuntime['kind']} kind @param {string} folder @returns {ElectronRuntime | null} */
function describe(kind, folder) {
  const versionFile = path.join(folder, 'version');
  if (!existsSync(executableOf(folder)) || !existsSync(versionFile)) return null;
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  return { kind, folder, executable: executableOf(folder), version };
}

const packageFolder = () => inProject('node_modules', 'electron');

/** Version of Electron that releases ship. @returns {string} */
const officialVersion = () =>
  JSON.parse(readFileSync(path.join(packageFolder(), 'package.json'), 'utf8')).version;

/** Electron's own download, when complete and of the version that the lock file names. */
function official() {
  const runtime = describe('official', path.join(packageFolder(), 'dist'));
  const isComplete = existsSync(path.join(packageFolder(), 'path.txt'));
  return runtime !== null && isComplete && runtime.version === officialVersion() ? runtime : null;
}

function override() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (folder === undefined || folder === '') return null;
  const runtime = describe('override', folder);
  if (runtime !== null) return runtime;
  throw new StepError(`ELECTRON_OVERRIDE_DIST_PATH names ${folder}, which holds no Electron`, {
    advice: 'Unset the variable or point it at an unpacked Electron.',
  });
}

const probeLimitMs = 20_000;
const downloadLimitMs = 900_000;
const retryAfterMs = 24 * 60 * 60 * 1000;
const unreachableFile = path.join(runtimeFolder, 'electron-download-unreachable.json');

/** Whether an attempt of the last day found the download out of reach. */
function isKnownUnreachable() {
  if (!existsSync(unreachableFile)) return false;
  const { version, atMs } = JSON.parse(readFileSync(unreachableFile, 'utf8'));
  return version === officialVersion() && Date.now() - atMs < retryAfterMs;
}

function rememberUnreachable() {
  replaceFile(unreachableFile, JSON.stringify({ version: officialVersion(), atMs: Date.now() }));
}

function downloadBase() {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'];
  return mirror ?? 'https://github.com/electron/electron/releases/download/';
}

const usesProxy = () => Boolean(process.env['HTTPS_PROXY'] ?? process.env['https_proxy']);

/** Whether the file is in the cache of Electron's installer, so that no network is needed. */
function isInDownloadCache() {
  const cache =
    process.env['electron_config_cache'] ??
    {
      darwin: path.join(os.homedir(), 'Library/Caches/electron'),
      win32: path.join(process.env['LOCALAPPDATA'] ?? os.homedir(), 'electron', 'Cache'),
    }[/** @type {'win32' | 'darwin'} */ (process.platform)] ??
    path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'electron');
  if (!existsSync(cache)) return false;
  const archive = `electron-v${officialVersion()}-${process.platform}-${process.arch}.zip`;
  return readdirSync(cache, { recursive: true }).some((file) => path.basename(String(file)) === archive);
}

/** Whether the server of the download answers within the time that a person waits without complaint. */
async function isReachable() {
  // Node's fetch knows no proxy; Electron's installer does, so let it find out.
  if (usesProxy() || isInDownloadCache()) return true;
  try {
    const url = new URL(`v${officialVersion()}/SHASUMS256.txt`, downloadBase());
    const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(probeLimitMs) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** @param {(text: string) => void} progress */
async function downloadOfficial(progress) {
  progress(`trying the official download of Electron ${officialVersion()}, up to ${probeLimitMs / 1000} s`);
  if (!(await isReachable())) return null;
  progress('downloading, about 120 MB');
  const { code } = await runLogged(process.execPath, [path.join(packageFolder(), 'install.js')], {
    logFile: setupLog('electron-download'),
    env: { ...process.env, ELECTRON_GET_USE_PROXY: usesProxy() ? 'true' : '', ELECTRON_GET_NO_PROGRESS: '1' },
    limitMs: downloadLimitMs,
  });
  return code === 0 ? official() : null;
}

/** @param {boolean} retryDownload @param {(text: string) => void} progress @returns {Promise<ElectronRuntime>} */
async function obtain(retryDownload, progress) {
  const present = override() ?? official();
  if (present !== null) return present;
  if (retryDownload || !isKnownUnreachable()) {
    const downloaded = await downloadOfficial(progress);
    if (downloaded !== null) return downloaded;
    rememberUnreachable();
  }
  if (!hasFallback()) {
    progress(
      'the official download is out of reach; fetching the fallback for development and tests, about 80 MB',
    );
    await fetchFallback();
  }
  const fallback = describe('fallback', fallbackFolder);
  if (fallback !== null) return fallback;
  throw new StepError('the fallback runtime is incomplete', {
    advice: `Delete ${fallbackFolder} and try again.`,
  });
}

/** Checks that the executable loads, which shows missing system libraries. @param {ElectronRuntime} runtime */
function assertStarts({ executable }) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  if (spawnSync(executable, ['-e', '0'], { env, stdio: 'ignore' }).status === 0) return;
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  const libraries = [...String(stdout).matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
  const missing = isDebian() ? missingPackages(['electron', 'display']) : [];
  throw new StepError(
    libraries.length > 0
      ? `these system libraries are missing: ${libraries.join(', ')}`
      : `${executable} does not start`,
    {
      advice:
        missing.length > 0
          ? `Run: ${installCommand(missing)}`
          : 'Install them with the package manager of your system (GTK 3, NSS, ALSA and GBM are the usual ones).',
    },
  );
}

/**
 * Finds an Electron or fetches one. Order: the folder named by ELECTRON_OVERRIDE_DIST_PATH, Electron's own download
 * (there already, or fetched now), the fallback runtime (there already, or fetched now).
 *
 * @param {{ retryDownload?: boolean, progress: (text: string) => void }} options
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron({ retryDownload = false, progress }) {
  const runtime = await obtain(retryDownload, progress);
  assertStarts(runtime);
  return runtime;
}

/** One line for the user about what was found. @param {ElectronRuntime} runtime */
export function describeRuntime({ kind, version }) {
  if (kind === 'fallback') {
    return `fallback Electron ${version}, end-of-life: for development and tests only, never shipped`;
  }
  return `${kind} Electron ${version}`;
}
