import { existsSync, readFileSync } from 'node:fs';
import { summarizeProgress } from './progress.mjs';
import { stallMs } from './stages.mjs';

/**
 * @typedef {object} StageResult
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} failures titles of failed tests, or the reason why there are no numbers
 *
 * @typedef {import('../process/run.mjs').RunResult} Ending how the stage's program ended
 * @typedef {{ report: string, progress: string }} ResultFiles what the stage wrote at its end and on its way
 *
 * @typedef {{ fullName: string, status: string }} VitestTest
 * @typedef {{ name: string, status: string, assertionResults: VitestTest[] }} VitestFile
 *
 * @typedef {{ title: string, ok: boolean, tests: { status: string }[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/** @param {{ testResults: VitestFile[] }} report @returns {StageResult} */
function readVitest({ testResults }) {
  const tests = testResults.flatMap((file) => file.assertionResults);
  const failures = tests.filter((test) => test.status === 'failed').map((test) => test.fullName);
  // A file that cannot even be loaded has no tests, and must not pass for that reason.
  const broken = testResults
    .filter(
      (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
    )
    .map((file) => `${file.name} could not be run`);
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
    ...ran.filter((spec) => !spec.ok).map((spec) => spec.title),
    ...errors.map((error) => error.message ?? 'error outside of any test'),
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
  return { passed, failed: failed + 1, failures: [`nothing finished for ${minutes} minutes; ${names}`] };
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
    return { passed: 0, failed: 1, failures: endedBy === 'limit' ? ['ended because it took too long'] : [] };
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
  return { passed: result.passed, failed: result.failed + 1, failures: [...result.failures, reason] };
}
