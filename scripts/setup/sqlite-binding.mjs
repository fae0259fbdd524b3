import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { ensureDebianPackages } from './debian-packages.mjs';
import { inProject, runtimeFolder } from './project.mjs';
import { replaceFile } from './replace-file.mjs';
import { buildSqlite } from './sqlite-build.mjs';
import { StepError } from './steps.mjs';

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */

const packageFolder = inProject('node_modules', 'better-sqlite3-multiple-ciphers');
const stampFile = inProject('node_modules', '.cache', 'sqlite-binding.json');

/** `linux-x64`, `linuxmusl-arm64`, `darwin-arm64`...: how the driver names the builds that it ships. */
function targetName() {
  // The driver's own test for musl: such a system's report names no glibc.
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const isMusl = process.platform === 'linux' && report.header.glibcVersionRuntime === undefined;
  return `${isMusl ? 'linuxmusl' : process.platform}-${process.arch}`;
}

const bindingFile = () => path.join(packageFolder, 'prebuilds', `${targetName()}.node`);

/** Our own build, kept outside node_modules so that a new `npm ci` does not cost another minute. */
function builtFile() {
  const { version } = createRequire(import.meta.url)(path.join(packageFolder, 'package.json'));
  return path.join(runtimeFolder, `sqlite-${version}-napi8-${targetName()}.node`);
}

/** What must be able to load the binding. @param {ElectronRuntime | null} electron */
function hosts(electron) {
  const node = { name: `Node ${process.versions.node}`, executable: process.execPath };
  if (electron === null) return [node];
  return [node, { name: `Electron ${electron.version}`, executable: electron.executable }];
}

/** Identity of the binding: changes when npm or a build replaces the file. */
function identity() {
  const { size, mtimeMs } = statSync(bindingFile());
  return `${size}-${mtimeMs}`;
}

/** Names of the programs that loaded exactly this file before. @returns {readonly string[]} */
function provenHosts() {
  if (!existsSync(stampFile) || !existsSync(bindingFile())) return [];
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
  return stamp.identity === identity() ? stamp.hosts : [];
}

/** Whether the binding is known to load in this Node, without trying. */
export const isSqliteProven = () => provenHosts().includes(hosts(null)[0]?.name ?? '');

const probe = `
  const Database = require(${JSON.stringify(packageFolder)});
  const database = new Database(':memory:');
  database.exec('CREATE VIRTUAL TABLE probe USING fts5(words)');
`;

/** Tries in a process of its own: a binding for a newer Node-API crashes its host. @param {{ executable: string }} host */
function loads({ executable }) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return spawnSync(executable, ['-e', probe], { env, stdio: 'ignore' }).status === 0;
}

/** @param {ElectronRuntime | null} electron */
function failing(electron) {
  const proven = provenHosts();
  const needed = hosts(electron);
  const failed = needed.filter((host) => !proven.includes(host.name) && !loads(host));
  if (failed.length === 0 && needed.some((host) => !proven.includes(host.name))) {
    const names = new Set([...proven, ...needed.map((host) => host.name)]);
    replaceFile(stampFile, JSON.stringify({ identity: identity(), hosts: [...names] }));
  }
  return failed.map((host) => host.name);
}

/** Puts the build in the place from which the driver loads, in one motion. @param {string} built */
function install(built) {
  mkdirSync(path.dirname(bindingFile()), { recursive: true });
  const temporary = `${bindingFile()}.new`;
  copyFileSync(built, temporary);
  renameSync(temporary, bindingFile());
}

/**
 * Makes sure that the SQLite driver loads in this Node and, where one is given, in that Electron. The builds that the
 * driver ships need Node-API 10 (Node 22.14, Electron 36); for older hosts it is built once from its own sources.
 *
 * @param {{ electron: ElectronRuntime | null, progress: (text: string) => void }} options
 */
export async function ensureSqlite({ electron, progress }) {
  if (failing(electron).length === 0)
    return `loads in ${hosts(electron)
      .map((host) => host.name)
      .join(' and ')}`;
  const built = builtFile();
  if (!existsSync(built)) {
    await ensureDebianPackages(['compiler'], progress);
    progress('the shipped build is for a newer Node-API; building from source, about 60 s');
    await buildSqlite({ packageFolder, target: built });
  }
  install(built);
  const failed = failing(electron);
  if (failed.length === 0) return `own build for Node-API 8, kept in ${path.relative(inProject(), built)}`;
  throw new StepError(`the SQLite driver does not load in ${failed.join(' and ')}`, {
    advice: `Delete ${built} and run the same command again; Node 22.14 or newer needs no build at all.`,
  });
}
