// npm run test:package: makes the packages, installs them on a bare Debian and uses them there. Root and Debian's mirror are needed; it
// takes about ten minutes the first time, when the bare system is made, and half of that later.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { endChildrenOnSignals, lastLines, runLogged } from './process/run.mjs';
import { inProject, runtimeFolder } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupFailed } from './setup/steps.mjs';

const print = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const shownLogLines = 40;
const limitMs = 3_600_000;
const release = 'bookworm';
/** Quick to make; packages for giving away are made smaller. */
const quick = ['--config.deb.compression=gz', '--config.rpm.compression=gzip'];
const versions = { first: '0.1.0-trial', next: '0.1.1-trial' };
const bareSystem = path.join(runtimeFolder, `bare-${release}`);
const output = (/** @type {string[]} */ ...names) => inProject('test-results', 'package', ...names);

/** Runs a program; what it says is in a log. @param {string} title @param {readonly string[]} command @param {NodeJS.ProcessEnv} [env] */
async function step(title, [program = '', ...args], env = process.env) {
  const logFile = output(`${title.replace(/\W+/g, '-')}.log`);
  const { code } = await runLogged(program, args, { logFile, cwd: inProject(), env, limitMs });
  print(`  ${code === 0 ? 'ok  ' : 'FAIL'}  ${title}`);
  if (code === 0) return;
  for (const line of lastLines(logFile, shownLogLines)) print(`        ${line}`);
  throw new SetupFailed(`all of it: ${path.relative(inProject(), logFile)}`);
}

/** @param {string} title @param {string} version @param {readonly string[]} kinds */
const build = (title, version, kinds) =>
  step(title, [
    ...[process.execPath, inProject('scripts', 'package.mjs'), ...kinds, ...quick],
    ...[`--config.extraMetadata.version=${version}`, `--config.directories.output=${output(version)}`],
  ]);

/** A Debian with nothing but what cannot be left out. */
async function ensureBareSystem() {
  if (existsSync(bareSystem)) return;
  const begun = `${bareSystem}.begun`;
  rmSync(begun, { recursive: true, force: true });
  await step('bare Debian', ['debootstrap', '--variant=minbase', release, begun]);
  renameSync(begun, bareSystem);
}

/** An app of the same engine with nothing in it. */
const buildEmptyApp = (
  /** @type {import('./setup/electron-runtime.mjs').ElectronRuntime} */ { folder, version },
) =>
  step('empty app', [
    ...[
      process.execPath,
      inProject('node_modules', 'electron-builder', 'cli.js'),
      '--linux',
      'dir',
      '--publish=never',
    ],
    ...[`--projectDir=${inProject('tests', 'package', 'empty-app')}`, `--config.electronDist=${folder}`],
    ...[`--config.electronVersion=${version}`, `--config.directories.output=${output('empty')}`],
  ]);

async function main() {
  if (process.getuid?.() !== 0)
    throw new SetupFailed('packages are installed in a system of their own, which only root can make');
  const { electron } = await setUp(
    {
      systemPackages: ['electron', 'display', 'rpm', 'bareSystem'],
      electron: true,
      sqlite: true,
      bundle: true,
    },
    { write: print },
  );
  if (electron === null) throw new SetupFailed('no Electron was set up');
  mkdirSync(output(), { recursive: true });
  await ensureBareSystem();
  await build('packages', versions.first, ['deb', 'rpm']);
  await build('the version after them', versions.next, ['deb']);
  await buildEmptyApp(electron);
  await step(
    'tests',
    [
      process.execPath,
      inProject('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--project',
      'package',
      '--reporter=verbose',
    ],
    {
      ...process.env,
      NO_COLOR: '1',
      TIM_BARE_SYSTEM: bareSystem,
      TIM_DEB: output(versions.first, `tim-desktop_${versions.first}_amd64.deb`),
      TIM_NEXT_DEB: output(versions.next, `tim-desktop_${versions.next}_amd64.deb`),
      TIM_RPM: output(versions.first, `tim-desktop-${versions.first}.x86_64.rpm`),
      TIM_UNPACKED: output(versions.first, 'linux-unpacked'),
      TIM_EMPTY_APP: output('empty', 'linux-unpacked'),
    },
  );
  for (const line of lastLines(output('tests.log'), shownLogLines)) print(`        ${line}`);
}

endChildrenOnSignals();
try {
  await main();
} catch (error) {
  if (!(error instanceof SetupFailed)) throw error;
  print(error.message);
  process.exitCode = 1;
}
