import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { npmCommand, runLogged } from '../process/run.mjs';
import { inProject, setupLog } from './project.mjs';
import { StepError } from './steps.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean, link?: boolean }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

/**
 * Whether what npm says it has installed is what the lock file asks for. Optional packages may be absent: most are for
 * other systems.
 *
 * @param {Lock} wanted `package-lock.json`
 * @param {Lock} installed `node_modules/.package-lock.json`, which npm writes as its last act
 */
export function isInstalled(wanted, installed) {
  const same = (/** @type {LockEntry} */ a, /** @type {LockEntry} */ b) =>
    a.version === b.version && a.integrity === b.integrity;
  const areWantedThere = Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    return found === undefined ? entry.optional === true || entry.devOptional === true : same(entry, found);
  });
  return areWantedThere && Object.keys(installed.packages).every((path) => path in wanted.packages);
}

/** @param {string} file @returns {Lock} */
const readLock = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Whether `node_modules` is complete and belongs to the present lock file. */
export function areModulesFresh() {
  const installed = inProject('node_modules', '.package-lock.json');
  return existsSync(installed) && isInstalled(readLock(inProject('package-lock.json')), readLock(installed));
}

/** Installs the npm packages unless they are there. @param {(text: string) => void} progress */
export async function ensureNodeModules(progress) {
  if (areModulesFresh()) return 'already installed';
  progress('npm ci, about 15 s with a warm cache');
  const [command, ...first] = npmCommand();
  const logFile = setupLog('npm-ci');
  // An inherited NODE_ENV=production would leave out the tools that build and test.
  const { code } = await runLogged(command, [...first, 'ci', '--include=dev'], { logFile, cwd: inProject() });
  if (code !== 0) {
    const advice = 'Check that the npm registry can be reached, then run the same command again.';
    throw new StepError(`npm ci ended with code ${code}`, { advice, logFile });
  }
  return `installed with Node ${process.versions.node}`;
}
