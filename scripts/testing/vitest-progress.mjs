import { tellProgress } from './progress.mjs';

/**
 * @typedef {import('vitest/node').Reporter} Reporter
 * @typedef {import('vitest/node').TestModule} TestModule
 * @typedef {import('vitest/node').TestCase} TestCase
 * @typedef {import('vitest/node').ReportedHookContext} HookContext
 */

/** @param {TestCase} test */
const titleOf = (test) => `${test.module.relativeModuleId} › ${test.fullName}`;

/** Vitest's reporter that writes the progress file, see `progress.mjs`. @implements {Reporter} */
export default class VitestProgress {
  /** @param {TestModule} module */
  onTestModuleCollected(module) {
    tellProgress({ kind: 'step', id: module.id, title: 'loaded' });
  }

  /** @param {TestCase} test */
  onTestCaseReady(test) {
    tellProgress({ kind: 'begins', id: test.id, title: titleOf(test) });
  }

  /** @param {TestCase} test */
  onTestCaseResult(test) {
    const { state } = test.result();
    tellProgress({ kind: state === 'pending' ? 'step' : state, id: test.id, title: titleOf(test) });
  }

  /** @param {HookContext} hook */
  onHookEnd({ name, entity }) {
    tellProgress({ kind: 'step', id: entity.id, title: name });
  }
}
