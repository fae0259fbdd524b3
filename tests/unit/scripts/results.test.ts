import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readResult } from '../../../scripts/testing/results.mjs';

const ended = { code: 0, endedBy: 'itself' as const };
let folder = '';
let report = '';
let files = { report: '', progress: '' };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'results-'));
  report = path.join(folder, 'report.json');
  files = { report, progress: path.join(folder, 'progress.jsonl') };
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
    expect(readResult('check', files, ended)).toMatchObject({ passed: 1, failed: 0 });
    expect(readResult('check', files, { code: 2, endedBy: 'itself' as const })).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  it('counts tests and names those that failed', () => {
    vitestReport('passed', 'failed', 'passed', 'pending');
    expect(readResult('vitest', files, { code: 1, endedBy: 'itself' as const })).toEqual({
      passed: 2,
      failed: 1,
      failures: [{ title: 'test 1', told: [] }],
    });
  });

  it('tells why a test failed, in the first lines of what its program says, and where', () => {
    const esc = String.fromCharCode(27);
    const message = `${esc}[31mError: the door is closed${esc}[0m\n\nExpected: open\n${'x'.repeat(500)}\n${'more\n'.repeat(20)}`;
    const told = ['Error: the door is closed', 'Expected: open', 'x'.repeat(200), ...Array(5).fill('more')];
    const assertionResults = [{ fullName: 'a door', status: 'failed', failureMessages: [message] }];
    writeFileSync(
      report,
      JSON.stringify({ testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }] }),
    );
    const failed = { code: 1, endedBy: 'itself' as const };
    expect(readResult('vitest', files, failed).failures).toEqual([{ title: 'a door', told }]);

    const errors = [{ message, location: { file: '/somewhere/door.spec.ts', line: 7 } }];
    const tests = [{ status: 'unexpected', results: [{ errors }] }];
    writeFileSync(
      report,
      JSON.stringify({ suites: [{ title: 'file', specs: [{ title: 'a door', ok: false, tests }] }] }),
    );
    expect(readResult('playwright', files, failed).failures).toEqual([
      { title: 'a door', told: [...told, 'at door.spec.ts:7'] },
    ]);
  });

  it('fails when no test ran, even though the program was content', () => {
    writeFileSync(report, JSON.stringify({ testResults: [] }));
    expect(readResult('vitest', files, ended)).toEqual({
      passed: 0,
      failed: 1,
      failures: [{ title: 'ran no test', told: [] }],
    });
  });

  it('fails when the program left no report', () => {
    expect(readResult('playwright', files, { code: 1, endedBy: 'itself' as const })).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  it('fails when the program was unhappy for a reason that no test shows', () => {
    vitestReport('passed');
    expect(readResult('vitest', files, { code: 1, endedBy: 'itself' as const })).toEqual({
      passed: 1,
      failed: 1,
      failures: [{ title: 'ended with code 1 although no test failed', told: [] }],
    });
  });

  it('fails when the stage hung, with what had passed until then and the names of what was running', () => {
    const lines = [
      { kind: 'begins', id: '1', title: 'a.test.ts › ended' },
      { kind: 'begins', id: '2', title: 'b.test.ts › hangs' },
      { kind: 'passed', id: '1', title: 'a.test.ts › ended' },
      { kind: 'step', id: '2', title: 'click' },
    ];
    writeFileSync(files.progress, `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"kind":"pas`);
    // A runner that was broken off may still have written a report, about a test that did not run to its end.
    vitestReport('passed', 'passed');
    expect(readResult('vitest', files, { code: 130, endedBy: 'stall' })).toEqual({
      passed: 1,
      failed: 1,
      failures: [{ title: 'nothing finished for 3 minutes; running: b.test.ts › hangs', told: [] }],
    });
  });

  it('fails when the stage hung before its first test', () => {
    expect(readResult('playwright', files, { code: 1, endedBy: 'stall' })).toEqual({
      passed: 0,
      failed: 1,
      failures: [{ title: 'nothing finished for 3 minutes; no test was running', told: [] }],
    });
  });

  it('fails when a check took too long, in words', () => {
    expect(readResult('check', files, { code: 1, endedBy: 'limit' })).toEqual({
      passed: 0,
      failed: 1,
      failures: [{ title: 'ended because it took too long', told: [] }],
    });
  });

  it('counts a file that cannot be loaded as a failure', () => {
    const testResults = [{ name: 'broken.test.ts', status: 'failed', assertionResults: [] }];
    writeFileSync(report, JSON.stringify({ testResults }));
    expect(readResult('vitest', files, { code: 1, endedBy: 'itself' as const })).toMatchObject({
      failed: 1,
      failures: [{ title: 'broken.test.ts could not be run', told: [] }],
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
    expect(readResult('playwright', files, { code: 1, endedBy: 'itself' as const })).toEqual({
      passed: 1,
      failed: 1,
      failures: [{ title: 'b', told: [] }],
    });
  });
});
