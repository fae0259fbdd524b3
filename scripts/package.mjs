// npm run package [-- KIND... [--release] [electron-builder's arguments]]: packages the app, by default as a folder that can be started.
//   npm run package -- deb rpm tar.gz
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { readCall } from './packaging/targets.mjs';
import { endChildrenOnSignals, endLike } from './process/run.mjs';
import { groupsForApp } from './setup/debian-packages.mjs';
import { inProject, projectFolder } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupFailed } from './setup/steps.mjs';

/**
 * How electron-builder is told which runtime to take, unless it is the one of releases. What is made with another one says so: in its version,
 * in its file name, and in its description.
 *
 * @param {import('./setup/electron-runtime.mjs').ElectronRuntime} electron
 * @param {boolean} isRelease
 */
function runtimeOptions({ kind, folder, version }, isRelease) {
  if (kind === 'official') return [];
  if (isRelease) throw new SetupFailed(`a release is not made with ${kind} Electron ${version}`);
  console.error(`packaging with ${kind} Electron ${version}: good for trying out, not for giving away`);
  const own = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  return [
    `--config.electronDist=${folder}`,
    `--config.electronVersion=${version}`,
    `--config.extraMetadata.version=${own.version}-trial`,
    `--config.linux.description=${own.description}\n\nFor trying out only: this package contains Electron ${version}, which gets no security updates any more.`,
  ];
}

/** What stands in for programs that electron-builder would download. */
const ownPrograms = {
  CUSTOM_FPM_PATH: inProject('scripts', 'packaging', 'fpm.mjs'),
  ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
};

endChildrenOnSignals();
try {
  const call = readCall(process.argv.slice(2));
  const { electron } = await setUp(
    {
      systemPackages: [...groupsForApp(), ...call.systemPackages],
      electron: true,
      sqlite: true,
      bundle: true,
    },
    { write: (line) => console.error(line), quiet: true },
  );
  if (electron === null) throw new SetupFailed('no Electron was set up');
  // The arguments of the call come last: they overrule.
  const args = [
    inProject('node_modules', 'electron-builder', 'cli.js'),
    '--publish=never',
    ...runtimeOptions(electron, call.isRelease),
    ...call.builderArguments,
  ];
  const env = process.platform === 'linux' ? { ...process.env, ...ownPrograms } : process.env;
  await endLike(spawn(process.execPath, args, { cwd: projectFolder, stdio: 'inherit', env }));
} catch (error) {
  if (!(error instanceof SetupFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
