import type { Encoding } from '../main/protocol/packet-types';
import type { LearnedFact } from './server-traits';
import { verdicts, type CheckResult, type Verdict } from './check';

/** Everything about one run. */
export interface Report {
  readonly server: string;
  readonly encoding: Encoding;
  /** What depends on the server's configuration and database. */
  readonly learned: readonly LearnedFact[];
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly results: readonly CheckResult[];
}

/** Counts the verdicts. */
export function createReport(
  run: Pick<Report, 'server' | 'encoding' | 'learned'>,
  results: readonly CheckResult[],
): Report {
  const count = (verdict: Verdict): number => results.filter((result) => result.verdict === verdict).length;
  const counts = {
    ok: count('ok'),
    'known defect present': count('known defect present'),
    'known defect gone': count('known defect gone'),
    FAIL: count('FAIL'),
    skipped: count('skipped'),
  };
  return { ...run, counts, results };
}

/** The report for people: one line for each operation, what was learned, the totals last. */
export function toTable({ results, learned, counts }: Report): string {
  const header = ['area', 'operation', 'expected', 'seen', 'verdict'];
  const rows = results.map(({ area, operation, expected, seen, verdict }) => [
    area,
    operation,
    expected,
    seen === expected ? '=' : seen,
    verdict,
  ]);
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((row) => (row[column] ?? '').length)),
  );
  const lines = [header, widths.map((width) => '-'.repeat(width)), ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n\n${learnedText(learned)}\n${summaryOf(counts)}\n`;
}

function learnedText(learned: Report['learned']): string {
  const width = Math.max(0, ...learned.map(({ name }) => name.length));
  return learned.map(({ name, value }) => `${name.padEnd(width)}  ${value}\n`).join('');
}

function summaryOf(counts: Report['counts']): string {
  const words: Readonly<Record<Verdict, string>> = {
    ok: 'ok',
    'known defect present': 'known defects present',
    'known defect gone': 'known defects gone',
    FAIL: 'FAIL',
    skipped: 'skipped',
  };
  return verdicts
    .filter((verdict) => verdict !== 'skipped' || counts.skipped > 0)
    .map((verdict) => `${counts[verdict]} ${words[verdict]}`)
    .join(', ');
}
