// npm run conformance -- --server URL: tries every operation of the tim protocol against a live server.
import { writeFile } from 'node:fs/promises';
import process from 'node:process';
import { runCommand } from './command';

void runCommand(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  writeFile: (path, text) => writeFile(path, text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
