// npm run test:soak: the reliability runs that are too long for `npm test`. docs/reliability.md tells what they prove.
// node scripts/soak.mjs [--only NAME]... [--quick] | --list: the figures are left in test-results/soak/.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { hasDisplay, startVirtualDisplay } from './process/display.mjs';
import { endChildrenOnSignals, lastLines, runLogged } from './process/run.mjs';
import { inProject } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupFailed } from './setup/steps.mjs';
import { windowEnvironment } from './testing/stages.mjs';

/**
 * One process of the test program.
 *
 * @typedef {{ name: string, file: string, variables: Record<string, string> }} Job
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {readonly Job[]} jobs
 * @property {number} lanes how many of the jobs run side by side; whatever measures time runs alone
 * @property {import('./setup/set-up.mjs').Needs} needs
 */

const print = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const limitMs = 2 * 3_600_000;
const shownLogLines = 30;
const seeds = [1, 2, 3, 4, 5];

/** A part that is one process. @param {string} name @param {import('./setup/set-up.mjs').Needs} needs @returns {Part} */
const single = (name, needs) => ({ name, jobs: [{ name, file: name, variables: {} }], lanes: 1, needs });

/** A part that runs once for each seed. @param {string} name @returns {Part} */
const seeded = (name) => ({
  name,
  jobs: seeds.map((seed) => ({
    name: `${name}-${seed}`,
    file: name,
    variables: { SEED: String(seed) },
  })),
  lanes: 2,
  needs: { sqlite: true },
});

/** The built app in real windows. @type {import('./setup/set-up.mjs').Needs} */
const wholeApp = {
  systemPackages: ['electron', 'display', 'desktopTests'],
  electron: true,
  sqlite: true,
  bundle: true,
};

/** @type {readonly Part[]} */
const parts = [
  seeded('schedules'),
  seeded('people'),
  single('social', { sqlite: true }),
  single('kill-minus-nine', wholeApp),
  single('offline-queue', { sqlite: true, bundle: true }),
  single('burst', { sqlite: true }),
  single('fuzz', {}),
  single('input-fuzz', {}),
  single('attachments', {}),
  single('files', { sqlite: true }),
  single('forensics-storage', { sqlite: true }),
  single('forensics', wholeApp),
  single('burn-timing', wholeApp),
  single('composition', wholeApp),
  single('bad-line', wholeApp),
  single('network', wholeApp),
];

/** @param {readonly string[]} names */
function selectParts(names) {
  const unknown = names.find((name) => !parts.some((part) => part.name === name));
  if (unknown !== undefined)
    throw new SetupFailed(
      `no part is called ${unknown}; there are ${parts.map(({ name }) => name).join(', ')}`,
    );
  return names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name));
}

/** @param {readonly Part[]} selected */
async function prepare(selected) {
  const needs = selected.map((part) => part.needs);
  const { electron } = await setUp(
    {
      systemPackages: [...new Set(needs.flatMap((need) => need.systemPackages ?? []))],
      electron: needs.some((need) => need.electron),
      sqlite: needs.some((need) => need.sqlite),
      bundle: needs.some((need) => need.bundle),
    },
    { write: print },
  );
  if (electron === null) return process.env;
  const virtual = process.platform === 'linux' ? await startVirtualDisplay() : null;
  if (virtual === null && !hasDisplay())
    throw new SetupFailed('there is no display, and Xvfb does not start');
  return windowEnvironment(electron, virtual?.display ?? null);
}

/** @param {Job} job @param {NodeJS.ProcessEnv} env @returns {Promise<boolean>} whether everything was as it should be */
async function runJob({ name, file, variables }, env) {
  const report = inProject('test-results', 'soak', `${name}.json`);
  const log = inProject('test-results', 'soak', `${name}.log`);
  rmSync(report, { force: true });
  const program = inProject('node_modules', 'vitest', 'vitest.mjs');
  const { code } = await runLogged(
    process.execPath,
    [program, 'run', '--project', 'soak', `tests/soak/${file}.test.ts`],
    {
      logFile: log,
      cwd: inProject(),
      env: { ...env, ...variables, NO_COLOR: '1', FORCE_COLOR: '0' },
      limitMs,
    },
  );
  print(`${code === 0 ? 'ok  ' : 'FAIL'}  ${name}`);
  if (existsSync(report)) print(readFileSync(report, 'utf8').trimEnd());
  if (code !== 0) for (const line of lastLines(log, shownLogLines)) print(`      ${line}`);
  return code === 0;
}

/** @param {Part} part @param {NodeJS.ProcessEnv} env */
async function runPart({ jobs, lanes }, env) {
  const waiting = [...jobs];
  let isGood = true;
  const lane = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      if (!(await runJob(job, env))) isGood = false;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return isGood;
}

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  if (values.list) {
    for (const { name } of parts) print(name);
    return true;
  }
  const selected = selectParts(values.only);
  mkdirSync(inProject('test-results', 'soak'), { recursive: true });
  const env = { ...(await prepare(selected)), SOAK: values.quick ? 'quick' : 'full' };
  let isGood = true;
  for (const part of selected) if (!(await runPart(part, env))) isGood = false;
  return isGood;
}

endChildrenOnSignals();
let isGood = false;
try {
  isGood = await main();
} catch (error) {
  print(error instanceof Error ? error.message : String(error));
}
// The virtual display is still running: it ends with this process.
process.exit(isGood ? 0 : 1);
