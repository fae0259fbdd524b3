import process from 'node:process';
import { inProject } from '../setup/project.mjs';

/**
 * One thing that `npm test` runs. A check and a program count as one test; the other kinds report how many tests they ran.
 *
 * @typedef {object} Stage
 * @property {string} name
 * @property {'check' | 'program' | 'vitest' | 'playwright'} kind a check shares nothing with others, a program does
 * @property {string} program file that Node runs
 * @property {readonly string[]} args
 * @property {Lane} lane
 * @property {import('../setup/set-up.mjs').Needs} needs
 *
 * @typedef {'processor' | 'windows'} Lane whether a stage shows the app's windows, which wait for much, or does not. The stages of a
 *   lane run one after the other, the lanes side by side: what waits leaves the processor to others
 */

const minuteMs = 60_000;

/**
 * A stage of tests in which nothing has finished for so long hangs: it is ended and has failed. It is longer than the longest time
 * limit of a single test, so that a test that hangs is usually named by its own limit.
 */
export const stallMs = 3 * minuteMs;

/**
 * A check that runs longer is ended and has failed. A check waits for nothing but the processor, so it tells no progress and cannot
 * hang, only run in a circle: ten times of what the slowest takes on a machine with much to do.
 */
export const checkLimitMs = 30 * minuteMs;

/** Whether a stage is one thing that passes or does not, and tells no progress. @param {Stage} stage */
export const isWhole = ({ kind }) => kind === 'check' || kind === 'program';

/** @param {string[]} parts */
const tool = (...parts) => inProject('node_modules', ...parts);

/** @param {string} name @param {string} program @param {readonly string[]} [args] @returns {Stage} */
function check(name, program, args = []) {
  return { name, kind: 'check', program, args, lane: 'processor', needs: {} };
}

/** @param {string} name @param {import('../setup/set-up.mjs').Needs} needs @param {Lane} [lane] @returns {Stage} */
function vitest(name, needs, lane = 'processor') {
  const reporters = ['default', 'json', inProject('scripts', 'testing', 'vitest-progress.mjs')];
  const output = [
    ...reporters.map((reporter) => `--reporter=${reporter}`),
    `--outputFile.json=${resultFile(name)}`,
  ];
  const args = ['run', '--project', name, ...output];
  return { name, kind: 'vitest', program: tool('vitest', 'vitest.mjs'), args, lane, needs };
}

/** Where a stage leaves what its tests did. @param {string} name */
export const resultFile = (name) => inProject('test-results', `${name}.json`);

/** What the tests of a stage have done so far. @param {string} name */
export const progressFile = (name) => inProject('test-results', `${name}.progress.jsonl`);

/** Everything that a stage printed. @param {string} name */
export const stageLog = (name) => inProject('test-results', `${name}.log`);

const linted = ['conformance', 'main', 'preload', 'renderer', 'tests', 'scripts'];

/** All stages; those of a lane in the order in which they run: what is quick and tells most comes first. @type {readonly Stage[]} */
export const stages = [
  check('prettier', tool('prettier', 'bin', 'prettier.cjs'), ['--check', '--log-level=warn', '--cache', '.']),
  check('types-node', tool('typescript', 'bin', 'tsc'), ['-p', 'tsconfig.node.json']),
  check('types-web', tool('vue-tsc', 'bin', 'vue-tsc.js'), ['-p', 'tsconfig.web.json']),
  check('types-e2e', tool('typescript', 'bin', 'tsc'), ['-p', 'tsconfig.e2e.json']),
  check('types-scripts', tool('typescript', 'bin', 'tsc'), ['-p', 'tsconfig.scripts.json']),
  check('eslint', tool('eslint', 'bin', 'eslint.js'), [
    '--max-warnings=0',
    '--cache',
    '--cache-strategy=content',
    `--cache-location=${tool('.cache', 'eslint.json')}`,
    '.',
  ]),
  check('imports', tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), [
    '--config=.dependency-cruiser.cjs',
    '--output-type=err-long',
    ...linted,
  ]),
  check('unused', tool('knip', 'bin', 'knip.js'), ['--no-progress']),
  check('licences', inProject('scripts', 'check-licences.mjs')),
  vitest('unit', { sqlite: true }),
  vitest('property', { sqlite: true }),
  vitest('contract', { sqlite: true }),
  vitest('integration', { sqlite: true, bundle: true }),
  {
    name: 'e2e',
    kind: 'playwright',
    program: tool('@playwright', 'test', 'cli.js'),
    args: ['test'],
    lane: 'windows',
    needs: {
      systemPackages: ['electron', 'display', 'desktopTests'],
      electron: true,
      sqlite: true,
      bundle: true,
    },
  },
  // Packages the app and starts the package: the lane of what waits.
  vitest(
    'security',
    { systemPackages: ['electron', 'display'], electron: true, sqlite: true, bundle: true },
    'windows',
  ),
  {
    // Judges no times: every row has to be measurable, and no statement on the path of a message may scan.
    name: 'bench',
    kind: 'program',
    program: inProject('scripts', 'bench.mjs'),
    args: ['--quick'],
    lane: 'windows',
    needs: { systemPackages: ['electron', 'display'], electron: true, sqlite: true, bundle: true },
  },
];

/**
 * The stages by lane: what runs side by side.
 *
 * @param {readonly Stage[]} selected
 * @returns {readonly (readonly Stage[])[]}
 */
export function lanesOf(selected) {
  return [...new Set(selected.map(({ lane }) => lane))].map((lane) =>
    selected.filter((stage) => stage.lane === lane),
  );
}

/**
 * The stages that these names mean; `checks` stands for all checks, no name for everything.
 *
 * @param {readonly string[]} names
 * @returns {readonly Stage[]}
 * @throws {Error} for an unknown name
 */
export function selectStages(names) {
  const known = new Set(['checks', ...stages.map((stage) => stage.name)]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new Error(`no stage is called ${unknown}; there are ${[...known].join(', ')}`);
  if (names.length === 0) return stages;
  return stages.filter(
    (stage) => names.includes(stage.name) || (stage.kind === 'check' && names.includes('checks')),
  );
}

/** What the stages need together. @param {readonly Stage[]} selected @returns {import('../setup/set-up.mjs').Needs} */
export function needsOf(selected) {
  const needs = selected.map((stage) => stage.needs);
  return {
    systemPackages: [...new Set(needs.flatMap((need) => need.systemPackages ?? []))],
    electron: needs.some((need) => need.electron),
    sqlite: needs.some((need) => need.sqlite),
    bundle: needs.some((need) => need.bundle),
  };
}

/** Environment of a stage that shows windows. @param {import('../setup/electron-runtime.mjs').ElectronRuntime} electron @param {string | null} display */
export function windowEnvironment(electron, display) {
  const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: electron.folder };
  return display === null ? env : { ...env, DISPLAY: display, WAYLAND_DISPLAY: '' };
}
