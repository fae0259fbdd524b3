import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

/**
 * What a test program has done so far, told while it runs: its own report comes only at its end, which a program that hangs
 * does not reach.
 *
 * @typedef {'begins' | 'passed' | 'failed' | 'skipped' | 'step'} ProgressKind `step` is anything finished that is no test: a file was
 *   loaded, a hook ran, a click was made
 * @typedef {{ kind: ProgressKind, id: string, title: string }} ProgressLine
 *
 * @typedef {object} ProgressSummary
 * @property {number} passed tests
 * @property {number} failed tests
 * @property {readonly string[]} running titles of the tests that had begun and not ended
 */

/** The variable that names the file to a test program. */
export const progressVariable = 'TEST_PROGRESS_FILE';

/** Adds a line to the file of this test program; does nothing when nobody asked for one. @param {ProgressLine} line */
export function tellProgress(line) {
  const file = process.env[progressVariable];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`);
}

/** The lines of a progress file. A last line that is still being written is left out. @param {string} file @returns {ProgressLine[]} */
function readLines(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** How many tests and steps have ended. @param {string} file */
export function countFinished(file) {
  return readLines(file).filter((line) => line.kind !== 'begins').length;
}

/** @param {string} file @returns {ProgressSummary} */
export function summarizeProgress(file) {
  /** @type {Map<string, string>} */
  const running = new Map();
  const count = { passed: 0, failed: 0 };
  for (const { kind, id, title } of readLines(file)) {
    if (kind === 'step') continue;
    if (kind === 'begins') running.set(id, title);
    else running.delete(id);
    if (kind === 'passed' || kind === 'failed') count[kind] += 1;
  }
  return { ...count, running: [...running.values()] };
}
