import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { hasDisplay } from '../process/display.mjs';
import { runLogged } from '../process/run.mjs';
import { setupLog } from './project.mjs';
import { StepError } from './steps.mjs';

/** What the programs of this project need of the system, by what they are needed for. */
const packagesFor = {
  electron: [
    'libgtk-3-0',
    'libnss3',
    'libasound2',
    'libgbm1',
    'libxss1',
    'libatk-bridge2.0-0',
    'libcups2',
    'libdrm2',
    'libxkbcommon0',
    'libsecret-1-0',
    'libnotify4',
    // Without it every emoji is an empty box.
    'fonts-noto-color-emoji',
  ],
  display: ['xvfb', 'xauth', 'dbus', 'dbus-x11', 'fonts-dejavu-core', 'fonts-noto-cjk'],
  desktopTests: ['python3-dbus', 'python3-gi', 'strace', 'xdotool'],
  compiler: ['python3', 'make', 'g++'],
  archives: ['p7zip-full'],
  rpm: ['rpm'],
  bareSystem: ['debootstrap'],
};

/** @typedef {keyof typeof packagesFor} PackageGroup */

/** Whether this is Debian or one of its children. */
export function isDebian() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return false;
  return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Packages for running the app: no virtual display where there is a real one. @returns {PackageGroup[]} */
export const groupsForApp = () => (hasDisplay() ? ['electron'] : ['electron', 'display']);

// Debian 13 and Ubuntu 24.04 renamed some libraries when time became 64 bits wide.
const renamed = (/** @type {string} */ name) => `${name}t64`;

/**
 * The packages of these groups that are not installed, asked for in one call.
 *
 * @param {readonly PackageGroup[]} groups
 */
export function missingPackages(groups) {
  const wanted = groups.flatMap((group) => packagesFor[group]);
  const names = wanted.flatMap((name) => [name, renamed(name)]);
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names], {
    encoding: 'utf8',
  });
  const installed = new Set(
    String(stdout)
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => !installed.has(name) && !installed.has(renamed(name)));
}

/** Names under which this release of the distribution has the packages. @param {readonly string[]} names */
function namesOfThisRelease(names) {
  const { stdout } = spawnSync('apt-cache', ['pkgnames', 'lib'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const known = new Set(String(stdout).split('\n'));
  return names.map((name) => (known.has(renamed(name)) ? renamed(name) : name));
}

/** The command that a user with `sudo` can run. @param {readonly string[]} names */
export const installCommand = (names) => `sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;

/**
 * Installs what is missing when this is Debian and we are root. Otherwise only says what would be needed: whether it is
 * really missed shows when Electron is started, because other systems have other package names.
 *
 * @param {readonly PackageGroup[]} groups
 * @param {(text: string) => void} progress
 */
export async function ensureDebianPackages(groups, progress) {
  if (!isDebian())
    return process.platform === 'linux' ? 'not a Debian system, nothing done' : 'not needed on this system';
  const missing = missingPackages(groups);
  if (missing.length === 0) return 'already installed';
  if (process.getuid?.() !== 0) {
    progress(`not root; if something does not start: ${installCommand(missing)}`);
    return `${missing.length} packages not installed`;
  }
  progress(`installing ${missing.length} packages with apt-get, one to three minutes`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const logFile = setupLog('debian-packages');
  const advice = `Check the network and the package sources, or run: ${installCommand(missing)}`;
  const update = await runLogged('apt-get', ['update', '-q'], { logFile, env });
  if (update.code !== 0) throw new StepError('apt-get update failed', { advice, logFile });
  const names = namesOfThisRelease(missing);
  const install = await runLogged('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], {
    logFile,
    env,
  });
  if (install.code !== 0) throw new StepError('apt-get install failed', { advice, logFile });
  return `installed ${names.join(' ')}`;
}
