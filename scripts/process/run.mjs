import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { watchForStall } from './stall-watch.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const isWindows = process.platform === 'win32';

/** Children that must not outlive this process. @type {Set<ChildProcess>} */
const living = new Set();

/**
 * Ends a child and everything that it started. On POSIX the child must lead its own process group.
 *
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export function endTree(child, signal = 'SIGKILL') {
  if (child.pid === undefined) return;
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already: that is what was asked for.
  }
}

/** From now on an interrupt ends all children before this process goes. */
export function endChildrenOnSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      for (const child of living) endTree(child);
      process.exit(128 + constants.signals[signal]);
    });
  }
  process.once('exit', () => {
    for (const child of living) endTree(child);
  });
}

/** Keeps a child on the list of those that end with this process. @template {ChildProcess} C @param {C} child */
export function endWithThisProcess(child) {
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

/**
 * @typedef {object} RunOptions
 * @property {string} logFile takes standard output and standard error; replaced, not appended to
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [limitMs] the whole process group is ended after this time
 * @property {import('./stall-watch.mjs').Progress} [progress] watched instead of the time: the program is ended when it hangs
 *
 * @typedef {'itself' | 'limit' | 'stall'} EndedBy
 *
 * @typedef {object} RunResult
 * @property {number} code exit code; 1 when the program could not be started or was ended by a signal
 * @property {EndedBy} endedBy what ended the program
 */

/** A program that hangs may still put away what it started outside of its process group; then it is killed. */
const graceMs = 30_000;

/**
 * Runs a program to its end, with everything it prints in a log file.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<RunResult>}
 */
export function runLogged(command, args, { logFile, cwd, env = process.env, limitMs = 900_000, progress }) {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  return new Promise((resolve) => {
    const child = endWithThisProcess(
      spawn(command, args, {
        cwd,
        env,
        stdio: ['ignore', log, log],
        detached: !isWindows,
        // npm is a batch file there. All arguments are our own constants.
        shell: isWindows && command.endsWith('.cmd'),
      }),
    );
    /** @type {EndedBy} */
    let endedBy = 'itself';
    /** @type {NodeJS.Timeout | undefined} */
    let graceTimer;
    const stopWatching = watch({ limitMs, progress }, (reason) => {
      endedBy = reason;
      endTree(child, reason === 'stall' ? 'SIGINT' : 'SIGKILL');
      graceTimer = setTimeout(() => endTree(child), graceMs);
    });
    const finish = (/** @type {number} */ code) => {
      stopWatching();
      clearTimeout(graceTimer);
      closeSync(log);
      resolve({ code, endedBy });
    };
    child.once('error', () => {
      living.delete(child);
      finish(1);
    });
    child.once('exit', (code) => {
      // What the program left running in its group would keep ports and files.
      endTree(child);
      finish(code ?? 1);
    });
  });
}

/**
 * Watches a program's progress where it tells it, otherwise the time.
 *
 * @param {{ limitMs: number, progress: import('./stall-watch.mjs').Progress | undefined }} limits
 * @param {(reason: EndedBy) => void} onOver
 * @returns {() => void} stops watching
 */
function watch({ limitMs, progress }, onOver) {
  if (progress !== undefined) return watchForStall(progress, () => onOver('stall'));
  const limit = setTimeout(() => onOver('limit'), limitMs);
  return () => clearTimeout(limit);
}

/** The last lines of a log that say anything. @param {string} logFile @param {number} count */
export function lastLines(logFile, count) {
  return readFileSync(logFile, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-count);
}

/** How npm is called on this system: program and first arguments. @returns {[string, ...string[]]} */
export function npmCommand() {
  const running = process.env['npm_execpath'];
  if (running !== undefined && path.basename(running) === 'npm-cli.js') return [process.execPath, running];
  return [isWindows ? 'npm.cmd' : 'npm'];
}

/**
 * Waits for a child that has our terminal, passing on the signals that we get, and ends this process as the child ended.
 *
 * @param {ChildProcess} child
 * @returns {Promise<never>}
 */
export async function endLike(child) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode, signal) =>
      resolve(exitCode ?? (signal === null ? 1 : 128 + constants.signals[signal])),
    );
  });
  process.exit(code);
}
