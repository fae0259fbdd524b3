import { tellProgress } from './progress.mjs';

/**
 * @typedef {import('@playwright/test/reporter').Reporter} Reporter
 * @typedef {import('@playwright/test/reporter').TestCase} TestCase
 * @typedef {import('@playwright/test/reporter').TestResult} TestResult
 * @typedef {import('@playwright/test/reporter').TestStep} TestStep
 */

/** File and titles; what comes before them is the project, which has no name. @param {TestCase} test */
const titleOf = (test) => test.titlePath().filter(Boolean).join(' › ');

/** Playwright's reporter that writes the progress file, see `progress.mjs`. @implements {Reporter} */
export default class PlaywrightProgress {
  /** @param {TestCase} test */
  onTestBegin(test) {
    tellProgress({ kind: 'begins', id: test.id, title: titleOf(test) });
  }

  /** @param {TestCase} test @param {TestResult} _result @param {TestStep} step */
  onStepEnd(test, _result, { category }) {
    // The title would repeat what was typed.
    tellProgress({ kind: 'step', id: test.id, title: category });
  }

  /** @param {TestCase} test @param {TestResult} result */
  onTestEnd(test, { status }) {
    const isWanted = status === test.expectedStatus;
    const kind = status === 'skipped' ? 'skipped' : isWanted ? 'passed' : 'failed';
    tellProgress({ kind, id: test.id, title: titleOf(test) });
  }

  /** The `line` reporter speaks to people. */
  printsToStdio() {
    return false;
  }
}
