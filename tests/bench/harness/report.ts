import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, release, totalmem, type } from 'node:os';
import type { Bench } from './bench';
import type { BenchOutcome } from './run-bench';
import type { Unit } from './row';
import { figuresOf } from './statistics';

/** A row as it is written to a file. `value`, `baseline` and `ratio` are medians; null where a row could not be measured. */
export interface ResultLine {
  readonly name: string;
  readonly value: number | null;
  readonly unit: Unit;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly goal: string;
  readonly ok: boolean;
  /** Lowest and highest of the rounds. */
  readonly spread: readonly [number, number] | null;
  readonly rounds: number;
  /** Why it could not be measured; null when it was. */
  readonly failure: string | null;
}

/** What is known about the machine, so that figures of others are not compared with these. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly display: string;
  /** Average number of programs that wanted to run in the minute before the first and the last row. */
  readonly loadBefore: number;
  readonly loadAfter: number;
  readonly measuredAt: string;
  readonly isQuick: boolean;
}

/** A run as it is written to a file. */
export interface RunReport {
  readonly machine: Machine;
  readonly results: readonly ResultLine[];
}

/** Lines of the rows of a bench. */
export function linesOf(bench: Bench, outcome: BenchOutcome): readonly ResultLine[] {
  return Object.entries(bench.rows).map(([rowName, row]) => {
    const name = `${bench.group}/${rowName}`;
    const samples = outcome.ok ? outcome.samples[rowName] : undefined;
    const common = { name, unit: row.unit, goal: row.goal.text };
    if (samples === undefined || samples.values.length === 0 || !samples.values.every(Number.isFinite)) {
      const failure = outcome.ok ? 'no figures' : outcome.reason;
      return {
        ...common,
        value: null,
        baseline: null,
        ratio: null,
        ok: false,
        spread: null,
        rounds: 0,
        failure,
      };
    }
    const { value, baselineValue, ratio, isGoalMet, spread, rounds } = figuresOf(samples, row.goal);
    return {
      ...common,
      value: rounded(value),
      baseline: baselineValue === null ? null : rounded(baselineValue),
      ratio: ratio === null ? null : rounded(ratio),
      ok: isGoalMet,
      spread: [rounded(spread[0]), rounded(spread[1])],
      rounds,
      failure: null,
    };
  });
}

/** The machine at the beginning of a run. */
export function describeMachine(isQuick: boolean): Machine {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    node: process.version,
    display: process.env['DISPLAY'] ?? 'none',
    loadBefore: rounded(loadavg()[0] ?? 0),
    loadAfter: 0,
    measuredAt: new Date().toISOString(),
    isQuick,
  };
}

/** The same at the end. */
export const afterRun = (machine: Machine): Machine => ({
  ...machine,
  loadAfter: rounded(loadavg()[0] ?? 0),
});

/** Reads the file of a run. */
export function readReport(file: string): RunReport {
  // Written by this program.
  return JSON.parse(readFileSync(file, 'utf8')) as RunReport;
}

/** One line for whoever waits. */
export function printedLine({
  name,
  value,
  unit,
  baseline,
  ratio,
  goal,
  ok,
  spread,
  failure,
}: ResultLine): string {
  if (value === null) return `FAIL  ${name}: not measured: ${failure ?? ''}`;
  const range = spread === null || spread[0] === spread[1] ? '' : ` (${spread[0]} to ${spread[1]})`;
  const compared = baseline === null || ratio === null ? '' : `, ${ratio} x of ${baseline}`;
  return `${ok ? 'ok  ' : 'miss'}  ${name}: ${value} ${unit}${range}${compared}; ${goal}`;
}

/** Three digits that say something. */
export function rounded(value: number): number {
  return Number(value.toPrecision(value >= 1_000 ? 4 : 3));
}
