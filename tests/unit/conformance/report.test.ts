import { describe, expect, it } from 'vitest';
import type { CheckResult, Verdict } from '../../../conformance/check';
import { createReport, toTable } from '../../../conformance/report';

const run = {
  server: 'ws://a/tim',
  encoding: 'compact',
  learned: [{ name: 'largest', value: '63 kB' }],
} as const;
const result = (verdict: Verdict, seen: string): CheckResult => ({
  area: 'people',
  operation: 'add',
  section: 9,
  expected: 'ok',
  seen,
  verdict,
});

describe('the report', () => {
  it('counts the verdicts', () => {
    const results = [result('ok', 'ok'), result('ok', 'ok'), result('FAIL', 'nothing')];
    expect(createReport(run, results).counts).toEqual({
      ok: 2,
      'known defect present': 0,
      'known defect gone': 0,
      FAIL: 1,
      skipped: 0,
    });
  });

  it('shows what was seen only where it differs, and the totals last', () => {
    const lines = toTable(createReport(run, [result('ok', 'ok'), result('FAIL', 'nothing')])).split('\n');
    expect(lines.slice(2)).toEqual([
      'people  add        ok        =        ok',
      'people  add        ok        nothing  FAIL',
      '',
      'largest  63 kB',
      '',
      '1 ok, 0 known defects present, 0 known defects gone, 1 FAIL',
      '',
    ]);
  });

  it('mentions skipped checks only when there are some', () => {
    const table = toTable(createReport(run, [result('skipped', 'only with --slow')]));
    expect(table).toContain('0 FAIL, 1 skipped');
  });
});
