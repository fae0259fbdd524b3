import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benches } from './benches';
import { rowNames, type Bench } from './harness/bench';
import { writeDocument } from './harness/document';
import { documentFile, profileFolder, recordFile } from './harness/folders';
import { measureBench } from './harness/measure-bench';
import {
  afterRun,
  describeMachine,
  linesOf,
  printedLine,
  readReport,
  type ResultLine,
} from './harness/report';
import { benchWord, runBench } from './harness/run-bench';
import { ProfileStore } from './world/profile-store';
import { copy, copyWord } from './server/copy';
import { serve } from './server/serve';
import { serveWord } from './server/server-process';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const [word, name = ''] = process.argv.slice(2);
  if (word === serveWord) {
    serve();
    return;
  }
  if (word === copyWord) {
    copy();
    return;
  }
  if (word === benchWord) {
    const bench = benches[name];
    if (bench === undefined) throw new Error(`no bench is called ${name}`);
    return measureBench(bench, process.argv.includes('--quick'));
  }
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'string' },
      quick: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      document: { type: 'boolean', default: false },
    },
  });
  if (values.list) {
    for (const bench of Object.values(benches)) for (const row of rowNames(bench)) print(row);
    return;
  }
  if (values.document) {
    writeDocument(documentFile, readReport(values.json ?? recordFile), benches);
    return;
  }
  const results = await run(selected(values.only), values.quick, values.json);
  const missing = results.filter(({ value }) => value === null);
  const missed = results.filter(({ ok, value }) => !ok && value !== null);
  print(`${results.length} rows, ${missed.length} beyond their goal, ${missing.length} not measured`);
  if (missing.length > 0) process.exitCode = 1;
}

/** Benches of these names: a bench, a group, or a row, whose bench is then measured as a whole. */
function selected(names: readonly string[]): readonly (readonly [string, Bench])[] {
  const all = Object.entries(benches);
  const isCalled = ([benchName, bench]: readonly [string, Bench], name: string): boolean =>
    benchName === name || bench.group === name || rowNames(bench).includes(name);
  const unknown = names.find((name) => !all.some((entry) => isCalled(entry, name)));
  if (unknown !== undefined) throw new Error(`no bench, group or row is called ${unknown}; see --list`);
  return names.length === 0 ? all : all.filter((entry) => names.some((name) => isCalled(entry, name)));
}

async function run(
  chosen: readonly (readonly [string, Bench])[],
  isQuick: boolean,
  jsonFile: string | undefined,
): Promise<readonly ResultLine[]> {
  const machine = describeMachine(isQuick);
  const profiles = new ProfileStore(profileFolder, (text) => print(`      ${text}`));
  for (const name of isQuick ? (['small', 'quick'] as const) : (['small', 'large'] as const))
    profiles.ensure(name);
  const results: ResultLine[] = [];
  for (const [name, bench] of chosen) {
    const outcome = await runBench(name, bench, { isQuick, note: (text) => print(`      ${name}: ${text}`) });
    const lines = linesOf(bench, outcome);
    results.push(...lines);
    for (const line of lines) print(printedLine(line));
    // After each, so that what was measured is not lost with what comes later.
    const report = { machine: afterRun(machine), results };
    if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify(report, null, 2)}\n`);
  }
  return results;
}
