import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readResult } from '../../../scripts/testing/results.mjs';

const ended = { code: 0, isTimedOut: false };
let folder = '';
let report = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'results-'));
  report = path.join(folder, 'report.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function vitestReport(...statuses: string[]): void {
  const assertionResults = statuses.map((status, index) => ({ fullName: `test ${index}`, status }));
  const status = statuses.includes('failed') ? 'failed' : 'passed';
  writeFileSync(report, JSON.stringify({ testResults: [{ name: 'a.test.ts', status, assertionResults }] }));
}

describe('the result of a stage', () => {
  it('counts a check as one test', () => {
    expect(readResult('check', report, ended)).toMatchObject({ passed: 1, failed: 0 });
    expect(readResult('check', report, { code: 2, isTimedOut: false })).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  it('counts tests and names those that failed', () => {
    vitestReport('passed', 'failed', 'passed', 'pending');
    expect(readResult('vitest', report, { code: 1, isTimedOut: false })).toEqual({
      passed: 2,
      failed: 1,
      failures: ['test 1'],
    });
  });

  it('fails when no test ran, even though the program was content', () => {
    writeFileSync(report, JSON.stringify({ testResults: [] }));
    expect(readResult('vitest', report, ended)).toEqual({ passed: 0, failed: 1, failures: ['ran no test'] });
  });

  it('fails when the program left no report', () => {
    expect(readResult('playwright', report, { code: 1, isTimedOut: false })).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  it('fails when the program was unhappy for a reason that no test shows', () => {
    vitestReport('passed');
    expect(readResult('vitest', report, { code: 1, isTimedOut: false })).toEqual({
      passed: 1,
      failed: 1,
      failures: ['ended with code 1 although no test failed'],
    });
  });

  it('fails when the stage took too long, with what had passed until then', () => {
    vitestReport('passed');
    expect(readResult('vitest', report, { code: 1, isTimedOut: true })).toMatchObject({
      passed: 1,
      failed: 1,
    });
  });

  it('counts a file that cannot be loaded as a failure', () => {
    const testResults = [{ name: 'broken.test.ts', status: 'failed', assertionResults: [] }];
    writeFileSync(report, JSON.stringify({ testResults }));
    expect(readResult('vitest', report, { code: 1, isTimedOut: false })).toMatchObject({
      failed: 1,
      failures: ['broken.test.ts could not be run'],
    });
  });

  it('finds the tests of nested suites', () => {
    const spec = (title: string, ok: boolean) => ({
      title,
      ok,
      tests: [{ status: ok ? 'expected' : 'unexpected' }],
    });
    const suites = [
      { title: 'file', specs: [spec('a', true)], suites: [{ title: 'inner', specs: [spec('b', false)] }] },
    ];
    writeFileSync(report, JSON.stringify({ suites, errors: [] }));
    expect(readResult('playwright', report, { code: 1, isTimedOut: false })).toEqual({
      passed: 1,
      failed: 1,
      failures: ['b'],
    });
  });
});
