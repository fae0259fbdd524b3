// npm test: checks, unit, property, contract, integration and e2e tests and the quick benches, in lanes side by side, and one line with
// the sum.
// node scripts/test.mjs [--only STAGE]... [filters]: filters are passed to the test programs of the chosen stages.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { hasDisplay, startVirtualDisplay } from './process/display.mjs';
import { endChildrenOnSignals, lastLines, runLogged } from './process/run.mjs';
import { inProject } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupFailed } from './setup/steps.mjs';
import { countFinished, progressVariable } from './testing/progress.mjs';
import { readResult } from './testing/results.mjs';
import {
  checkLimitMs,
  isWhole,
  lanesOf,
  needsOf,
  progressFile,
  resultFile,
  selectStages,
  stageLog,
  stallMs,
  windowEnvironment,
} from './testing/stages.mjs';

/**
 * @typedef {import('./testing/stages.mjs').Stage} Stage
 * @typedef {import('./testing/results.mjs').StageResult} StageResult
 * @typedef {{ filters: readonly string[], env: NodeJS.ProcessEnv }} StageContext
 */

const print = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const maxFailuresShown = 20;
const shortLogLines = 15;

/** @param {Stage} stage @param {StageResult} result @param {string} seconds */
function report(stage, result, seconds) {
  const numbers = isWhole(stage)
    ? ''
    : `${result.passed} passed${result.failed > 0 ? `, ${result.failed} failed` : ''}, `;
  print(`  ${result.failed === 0 ? 'ok  ' : 'FAIL'}  ${stage.name.padEnd(14)} ${numbers}${seconds} s`);
  if (result.failed === 0) return;
  const log = stageLog(stage.name);
  for (const { title, told } of result.failures.slice(0, maxFailuresShown)) {
    print(`          - ${title}`);
    for (const line of told) print(`              ${line}`);
  }
  const hasNoTitles = isWhole(stage) || result.passed + result.failed <= 1;
  if (hasNoTitles) for (const line of lastLines(log, shortLogLines)) print(`          ${line}`);
  print(`        all of it: ${path.relative(inProject(), log)}`);
}

/** @param {Stage} stage @param {StageContext} context @returns {Promise<StageResult>} */
async function runStage(stage, { filters, env }) {
  const startedMs = performance.now();
  const files = { report: resultFile(stage.name), progress: progressFile(stage.name) };
  for (const file of Object.values(files)) rmSync(file, { force: true });
  const args = [stage.program, ...stage.args, ...(isWhole(stage) ? [] : filters)];
  const ending = await runLogged(process.execPath, args, {
    logFile: stageLog(stage.name),
    cwd: inProject(),
    env: { ...env, FORCE_COLOR: '0', NO_COLOR: '1', [progressVariable]: files.progress },
    ...(isWhole(stage)
      ? { limitMs: checkLimitMs }
      : { progress: { finished: () => countFinished(files.progress), stallMs } }),
  });
  const result = readResult(stage.kind, files, ending);
  report(stage, result, ((performance.now() - startedMs) / 1000).toFixed(1));
  return result;
}

/** One after the other. @param {readonly Stage[]} lane @param {StageContext} context */
async function runLane(lane, context) {
  /** @type {StageResult[]} */
  const results = [];
  for (const stage of lane) results.push(await runStage(stage, context));
  return results;
}

/** Two side by side, for whoever waits for them alone. @param {readonly Stage[]} checks @param {StageContext} context */
async function runChecks(checks, context) {
  const left = [...checks];
  /** @type {StageResult[]} */
  const results = [];
  const take = async () => {
    for (let stage = left.shift(); stage !== undefined; stage = left.shift()) {
      results.push(await runStage(stage, context));
    }
  };
  await Promise.all([take(), take()]);
  return results;
}

/** Each lane at its own pace. @param {readonly Stage[]} selected @param {StageContext} context */
async function runStages(selected, context) {
  if (selected.every((stage) => stage.kind === 'check')) return runChecks(selected, context);
  return (await Promise.all(lanesOf(selected).map((lane) => runLane(lane, context)))).flat();
}

/** Prepares the checkout for these stages and answers their environment. @param {readonly Stage[]} selected */
async function prepare(selected) {
  const { electron } = await setUp(needsOf(selected), { write: print });
  if (electron === null) return process.env;
  // Windows of tests would disturb whoever sits at a real display, and the other way round.
  const virtual = process.platform === 'linux' ? await startVirtualDisplay() : null;
  if (virtual === null && !hasDisplay())
    throw new SetupFailed('there is no display, and Xvfb does not start');
  return windowEnvironment(electron, virtual?.display ?? null);
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  const selected = selectStages(values.only);
  if (!existsSync(inProject('test-results'))) mkdirSync(inProject('test-results'));
  const env = await prepare(selected);
  const results = await runStages(selected, { filters: positionals, env });
  return {
    passed: results.reduce((sum, result) => sum + result.passed, 0),
    failed: results.reduce((sum, result) => sum + result.failed, 0),
  };
}

endChildrenOnSignals();
let sum = { passed: 0, failed: 1 };
try {
  sum = await main();
} catch (error) {
  print(
    error instanceof SetupFailed ? error.message : error instanceof Error ? error.message : String(error),
  );
}
print(`${sum.passed} passed, ${sum.failed} failed`);
// The virtual display is still running: it ends with this process.
process.exit(sum.failed === 0 ? 0 : 1);
