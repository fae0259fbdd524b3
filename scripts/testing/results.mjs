import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { summarizeProgress } from './progress.mjs';
import { stallMs } from './stages.mjs';

/**
 * @typedef {object} StageResult
 * @property {number} passed
 * @property {number} failed
 * @property {readonly Failure[]} failures the failed tests, or the reason why there are no numbers
 *
 * @typedef {object} Failure
 * @property {string} title
 * @property {readonly string[]} told the first lines of what the test program says of it, and where it was: whoever sees nothing but
 *   this output is to know why
 *
 * @typedef {import('../process/run.mjs').RunResult} Ending how the stage's program ended
 * @typedef {{ report: string, progress: string }} ResultFiles what the stage wrote at its end and on its way
 *
 * @typedef {{ fullName: string, status: string, failureMessages?: string[] }} VitestTest
 * @typedef {{ name: string, status: string, assertionResults: VitestTest[] }} VitestFile
 *
 * @typedef {{ message?: string, location?: { file: string, line: number } }} PlaywrightError
 * @typedef {{ status: string, results?: { errors?: PlaywrightError[] }[] }} PlaywrightTest
 * @typedef {{ title: string, ok: boolean, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

const maxLinesTold = 8;
const maxLineLength = 200;

/** Colours and the like, which some programs write to files, too. */
const escapeSequence = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');

/** What is worth reading of an error: its first lines that say something. @param {string} message @returns {string[]} */
function firstLines(message) {
  return message
    .replaceAll(escapeSequence, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, maxLinesTold)
    .map((line) => line.slice(0, maxLineLength));
}

/** @param {string} title @returns {Failure} */
const untold = (title) => ({ title, told: [] });

/** @param {VitestTest} test @returns {Failure} */
function vitestFailure({ fullName, failureMessages = [] }) {
  return { title: fullName, told: firstLines(failureMessages[0] ?? '') };
}

/** @param {PlaywrightSpec} spec @returns {Failure} */
function playwrightFailure({ title, tests }) {
  const error = tests.flatMap(({ results = [] }) => results.flatMap(({ errors = [] }) => errors))[0];
  if (error === undefined) return untold(title);
  const { message = '', location } = error;
  const place = location === undefined ? [] : [`at ${path.basename(location.file)}:${location.line}`];
  return { title, told: [...firstLines(message), ...place] };
}

/** @param {{ testResults: VitestFile[] }} report @returns {StageResult} */
function readVitest({ testResults }) {
  const tests = testResults.flatMap((file) => file.assertionResults);
  const failures = tests.filter((test) => test.status === 'failed').map(vitestFailure);
  // A file that cannot even be loaded has no tests, and must not pass for that reason.
  const broken = testResults
    .filter(
      (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
    )
    .map((file) => untold(`${file.name} could not be run`));
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failures.length + broken.length,
    failures: [...failures, ...broken],
  };
}

/** @param {PlaywrightSuite} suite @returns {PlaywrightSpec[]} */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/** @param {{ suites: PlaywrightSuite[], errors?: { message?: string }[] }} report @returns {StageResult} */
function readPlaywright({ suites, errors = [] }) {
  const specs = suites.flatMap(specsOf);
  const ran = specs.filter((spec) => spec.tests.some((test) => test.status !== 'skipped'));
  const failures = [
    ...ran.filter((spec) => !spec.ok).map(playwrightFailure),
    ...errors.map((error) => untold(error.message ?? 'error outside of any test')),
  ];
  return { passed: ran.filter((spec) => spec.ok).length, failed: failures.length, failures };
}

/**
 * What a stage that hung had achieved until then. Its report is not believed, if there is one: it tells of tests that were broken
 * off.
 *
 * @param {string} progress
 * @returns {StageResult}
 */
function readStalled(progress) {
  const { passed, failed, running } = summarizeProgress(progress);
  const names = running.length === 0 ? 'no test was running' : `running: ${running.join('; ')}`;
  const minutes = stallMs / 60_000;
  return {
    passed,
    failed: failed + 1,
    failures: [untold(`nothing finished for ${minutes} minutes; ${names}`)],
  };
}

/**
 * What a stage achieved. Whatever went wrong without a failed test to show for it (a crash, a time-out, no test at all)
 * counts as one failure, so that the sum never looks better than it is.
 *
 * @param {'check' | 'program' | 'vitest' | 'playwright'} kind
 * @param {ResultFiles} files
 * @param {Ending} ending
 * @returns {StageResult}
 */
export function readResult(kind, files, { endedBy, code }) {
  if (kind === 'check' || kind === 'program') {
    if (code === 0) return { passed: 1, failed: 0, failures: [] };
    return {
      passed: 0,
      failed: 1,
      failures: endedBy === 'limit' ? [untold('ended because it took too long')] : [],
    };
  }
  if (endedBy === 'stall') return readStalled(files.progress);
  const report = existsSync(files.report) ? JSON.parse(readFileSync(files.report, 'utf8')) : null;
  const read = kind === 'vitest' ? readVitest : readPlaywright;
  const result = report === null ? { passed: 0, failed: 0, failures: [] } : read(report);
  const reason =
    result.passed + result.failed === 0
      ? 'ran no test'
      : code !== 0 && result.failed === 0
        ? `ended with code ${code} although no test failed`
        : null;
  if (reason === null) return result;
  return { passed: result.passed, failed: result.failed + 1, failures: [...result.failures, untold(reason)] };
}
