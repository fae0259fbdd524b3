// npm run package [-- electron-builder's arguments]: packages the app, by default as a folder that can be started.
//   npm run package -- --linux deb rpm
import { spawn } from 'node:child_process';
import process from 'node:process';
import { endChildrenOnSignals, endLike } from './process/run.mjs';
import { groupsForApp } from './setup/debian-packages.mjs';
import { inProject, projectFolder } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupFailed } from './setup/steps.mjs';

/** How electron-builder is told which runtime to take, unless it is the one it would take itself. @param {import('./setup/electron-runtime.mjs').ElectronRuntime} electron */
function runtimeOptions({ kind, folder, version }) {
  if (kind === 'official') return [];
  console.error(`packaging with ${kind} Electron ${version}: good for trying out, not for giving away`);
  return [`--config.electronDist=${folder}`, `--config.electronVersion=${version}`];
}

endChildrenOnSignals();
try {
  const { electron } = await setUp(
    { systemPackages: groupsForApp(), electron: true, sqlite: true, bundle: true },
    { write: (line) => console.error(line), quiet: true },
  );
  if (electron === null) throw new SetupFailed('no Electron was set up');
  const wanted = process.argv.slice(2);
  const builder = inProject('node_modules', 'electron-builder', 'cli.js');
  const args = [
    builder,
    ...(wanted.length > 0 ? wanted : ['--dir']),
    '--publish=never',
    ...runtimeOptions(electron),
  ];
  await endLike(spawn(process.execPath, args, { cwd: projectFolder, stdio: 'inherit' }));
} catch (error) {
  if (!(error instanceof SetupFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
