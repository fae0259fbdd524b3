// npm run setup [-- --retry-download]: prepares a fresh clone, from the system's packages to the built app.
import process from 'node:process';
import { endChildrenOnSignals } from './process/run.mjs';
import { groupsForApp } from './setup/debian-packages.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupFailed } from './setup/steps.mjs';

endChildrenOnSignals();
try {
  await setUp(
    { systemPackages: groupsForApp(), electron: true, sqlite: true, bundle: true },
    { write: (line) => console.log(line), retryDownload: process.argv.includes('--retry-download') },
  );
} catch (error) {
  if (!(error instanceof SetupFailed)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
