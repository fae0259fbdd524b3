import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} StageResult
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} failures titles of failed tests, or the reason why there are no numbers
 *
 * @typedef {{ isTimedOut: boolean, code: number }} Ending how the stage's program ended
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
 * What a stage achieved. Whatever went wrong without a failed test to show for it (a crash, a time-out, no test at all)
 * counts as one failure, so that the sum never looks better than it is.
 *
 * @param {'check' | 'vitest' | 'playwright'} kind
 * @param {string} file the report that the stage wrote
 * @param {Ending} ending
 * @returns {StageResult}
 */
export function readResult(kind, file, { isTimedOut, code }) {
  if (kind === 'check') {
    return code === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [] };
  }
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const read = kind === 'vitest' ? readVitest : readPlaywright;
  const result = report === null ? { passed: 0, failed: 0, failures: [] } : read(report);
  const reason = isTimedOut
    ? 'ended because it took too long'
    : result.passed + result.failed === 0
      ? 'ran no test'
      : code !== 0 && result.failed === 0
        ? `ended with code ${code} although no test failed`
        : null;
  if (reason === null) return result;
  return { passed: result.passed, failed: result.failed + 1, failures: [...result.failures, reason] };
}
