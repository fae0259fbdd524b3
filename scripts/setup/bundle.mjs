import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { runLogged } from '../process/run.mjs';
import { inProject, setupLog } from './project.mjs';
import { replaceFile } from './replace-file.mjs';
import { StepError } from './steps.mjs';

/** Everything that the bundles are made of. */
const inputs = [
  'conformance',
  'main',
  'preload',
  'renderer',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
];

const outputs = [
  'main/index.js',
  'main/server.js',
  'main/frame.js',
  'preload/index.js',
  'renderer/index.html',
];
const stampFile = inProject('out', '.sources');

/** All files below a path, in an order that does not depend on the file system. @param {string} file @returns {string[]} */
function filesBelow(file) {
  if (!statSync(file).isDirectory()) return [file];
  return readdirSync(file)
    .sort()
    .flatMap((name) => filesBelow(path.join(file, name)));
}

/** Fingerprint of names and contents of all sources. */
export function hashSources() {
  const hash = createHash('sha256');
  for (const file of inputs
    .map((name) => inProject(name))
    .filter((name) => existsSync(name))
    .flatMap(filesBelow)) {
    const content = readFileSync(file);
    hash.update(`${path.relative(inProject(), file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether the bundles exist and were made of the present sources. */
export function isBundleFresh() {
  if (!existsSync(stampFile) || !outputs.every((file) => existsSync(inProject('out', file)))) return false;
  return readFileSync(stampFile, 'utf8') === hashSources();
}

/** Builds the bundles unless they are those of the present sources. @param {(text: string) => void} progress */
export async function ensureBundle(progress) {
  if (isBundleFresh()) return 'up to date';
  progress('building main, preload and renderer, about 5 s');
  const sources = hashSources();
  const logFile = setupLog('build');
  const builder = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { code } = await runLogged(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    logFile,
    cwd: inProject(),
  });
  if (code !== 0)
    throw new StepError('the build failed', { advice: 'The log names the file and the line.', logFile });
  replaceFile(stampFile, sources);
  return 'built';
}
