import type { Lab } from './lab';
import type { Requirement } from './requirement';

/**
 * What a check found.
 *
 * - `known defect present`: the server does what the protocol reference lists as a defect of tim; clients cope with it
 * - `known defect gone`: the same operation worked the way one would design it
 * - `skipped`: this server or this run cannot show it; `seen` says why
 */
export const verdicts = ['ok', 'known defect present', 'known defect gone', 'FAIL', 'skipped'] as const;
export type Verdict = (typeof verdicts)[number];

/** One line of the report. */
export interface CheckResult {
  readonly area: string;
  readonly operation: string;
  /** Section of the protocol reference. */
  readonly section: number;
  readonly expected: string;
  readonly seen: string;
  readonly verdict: Verdict;
}

/** One operation: what it should show, and the probe that looks. */
export interface Check<C> {
  readonly operation: string;
  readonly section: number;
  /** Descriptions of what a server shows; several where releases of tim differ and clients accept both. */
  readonly expected: string | readonly string[];
  /** Description of what a known defect shows; then `expected` is what a server without it shows. */
  readonly defect?: string | readonly string[];
  /** The same for a defect that depends on the server's database or configuration: without it the check is just `ok`. */
  readonly rareDefect?: string | readonly string[];
  readonly requires?: Requirement;
  /** Does the operation and describes what was seen. What it throws is a FAIL. */
  readonly probe: (context: C) => Promise<string>;
}

/** Checks that share accounts and follow each other. */
export interface Area {
  readonly name: string;
  /** Does all checks, in order; rejects never. */
  run(lab: Lab, report: (result: CheckResult) => void): Promise<void>;
}

/** An area whose checks get what `prepare` made; when that fails, so do they all. */
export function defineArea<C>(definition: {
  readonly name: string;
  readonly prepare: (lab: Lab) => Promise<C>;
  readonly checks: readonly Check<C>[];
}): Area {
  const { name: area, prepare, checks } = definition;
  return {
    name: area,
    async run(lab, report) {
      let prepared: { readonly context: C } | { readonly problem: string };
      try {
        prepared = { context: await prepare(lab) };
      } catch (error) {
        prepared = { problem: `preparation: ${problemOf(error)}` };
      }
      for (const check of checks) {
        const finding = await findOut(check, prepared, lab);
        const { operation, section } = check;
        report({ area, operation, section, expected: textOf(check.expected), ...finding });
      }
    },
  };
}

type Finding = Pick<CheckResult, 'seen' | 'verdict'>;

async function findOut<C>(
  check: Check<C>,
  prepared: { readonly context: C } | { readonly problem: string },
  lab: Lab,
): Promise<Finding> {
  const obstacle = check.requires === undefined ? null : lab.obstacleTo(check.requires);
  if (obstacle !== null) return { seen: obstacle, verdict: 'skipped' };
  if (lab.isOutOfTime) return { seen: 'not tried: out of time', verdict: 'FAIL' };
  if ('problem' in prepared) return { seen: prepared.problem, verdict: 'FAIL' };
  try {
    const seen = await check.probe(prepared.context);
    return { seen, verdict: verdictOf(check, seen) };
  } catch (error) {
    return { seen: problemOf(error), verdict: 'FAIL' };
  }
}

function verdictOf(check: Pick<Check<never>, 'expected' | 'defect' | 'rareDefect'>, seen: string): Verdict {
  if (listOf(check.rareDefect ?? []).includes(seen)) return 'known defect present';
  if (check.defect !== undefined && listOf(check.defect).includes(seen)) return 'known defect present';
  if (!listOf(check.expected).includes(seen)) return 'FAIL';
  return check.defect === undefined ? 'ok' : 'known defect gone';
}

const listOf = (texts: string | readonly string[]): readonly string[] =>
  typeof texts === 'string' ? [texts] : texts;

const textOf = (texts: string | readonly string[]): string => listOf(texts).join(' | ');

const problemOf = (error: unknown): string =>
  `problem: ${error instanceof Error ? error.message : 'unknown'}`;
