// node scripts/run-entry.mjs conformance|frame|line|server [arguments]: runs a command-line program of the app under plain Node. Standard
// output belongs to the program alone; set-up speaks on standard error, and only when it has something to do.
import { spawn } from 'node:child_process';
import process from 'node:process';
import { endLike } from './process/run.mjs';
import { isBundleFresh } from './setup/bundle.mjs';
import { areModulesFresh } from './setup/node-modules.mjs';
import { inProject } from './setup/project.mjs';
import { setUp } from './setup/set-up.mjs';
import { isSqliteProven } from './setup/sqlite-binding.mjs';
import { SetupFailed } from './setup/steps.mjs';

const programs = {
  conformance: { sqlite: false },
  frame: { sqlite: false },
  line: { sqlite: false },
  server: { sqlite: true },
};
const [name = '', ...args] = process.argv.slice(2);

if (!Object.hasOwn(programs, name)) {
  console.error(`usage: node scripts/run-entry.mjs ${Object.keys(programs).join('|')} [arguments]`);
  process.exit(2);
}
const { sqlite } = programs[/** @type {keyof typeof programs} */ (name)];

try {
  if (!areModulesFresh() || (sqlite && !isSqliteProven()) || !isBundleFresh()) {
    await setUp({ sqlite, bundle: true }, { write: (line) => console.error(line), quiet: true });
  }
} catch (error) {
  if (!(error instanceof SetupFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}
await endLike(
  spawn(process.execPath, [inProject('out', 'main', `${name}.js`), ...args], { stdio: 'inherit' }),
);
