import { writeFileSync } from 'node:fs';
import type { Bench } from './bench';
import type { ResultLine, RunReport } from './report';
import { introduction, howToAdd } from './document-texts';

/** Writes the document of the figures of a run. */
export function writeDocument(
  file: string,
  report: RunReport,
  benches: Readonly<Record<string, Bench>>,
): void {
  writeFileSync(file, documentOf(report, benches));
}

/** The text of the document: the figures of a run beside what is said of each row. */
export function documentOf(
  { machine, results }: RunReport,
  benches: Readonly<Record<string, Bench>>,
): string {
  const lines = new Map(results.map((line) => [line.name, line]));
  const rows = Object.values(benches).flatMap(({ group, rows }) =>
    Object.entries(rows).map(([name, row]) => ({ name: `${group}/${name}`, row })),
  );
  const table = rows.map(({ name, row }) => {
    const line = lines.get(name);
    return cells([
      row.title,
      valueText(line),
      baselineText(line, row.baseline),
      row.goal.text,
      verdict(line),
    ]);
  });
  const limits = rows.map(({ name, row }) => `- **${name}**: ${row.limit}`);
  return [
    '# Performance',
    introduction,
    `Measured at ${machine.measuredAt} on ${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.system}, Node ${machine.node}; load ${machine.loadBefore} before and ${machine.loadAfter} after. What was built after that moment is not in these figures; a row that is not measured may be younger than they are.`,
    [cells(['figure', 'measured', 'baseline', 'goal', '']), '| --- | --- | --- | --- | --- |', ...table].join(
      '\n',
    ),
    '## What limits each',
    limits.join('\n'),
    howToAdd,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

const cells = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;

function valueText(line: ResultLine | undefined): string {
  if (line === undefined || line.value === null) return 'not measured';
  const range =
    line.spread === null || line.spread[0] === line.spread[1] ? '' : ` (${line.spread.join(' to ')})`;
  return `${line.value} ${line.unit}${range}`;
}

function baselineText(line: ResultLine | undefined, baseline: string | null): string {
  if (baseline === null) return '–';
  if (line === undefined || line.baseline === null) return baseline;
  // Of nothing there is no multiple.
  const ratio = line.ratio === null ? '' : `${line.ratio} x of `;
  return `${ratio}${line.baseline} ${line.unit}: ${baseline}`;
}

const verdict = (line: ResultLine | undefined): string =>
  line === undefined || line.value === null ? '' : line.ok ? 'held' : '**missed**';
