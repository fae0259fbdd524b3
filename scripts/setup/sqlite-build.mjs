import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { npmCommand, runLogged } from '../process/run.mjs';
import { inProject, runtimeFolder, setupLog } from './project.mjs';
import { StepError } from './steps.mjs';

/**
 * Before version 10, Node-API references objects only, but the driver keeps strings and numbers in references. This type
 * has the interface that the driver uses and keeps the value in a one-element object.
 */
const boxedReference = `#include <napi.h>
template <typename T> class BoxedReference {
public:
	static BoxedReference Of(T value) { BoxedReference box; box.Reset(value, 1); return box; }
	void Reset(Napi::Value value, uint32_t = 1) {
		Napi::Object holder = Napi::Object::New(value.Env());
		holder.Set(0u, value);
		reference = Napi::Persistent(holder);
	}
	void Reset() { reference.Reset(); }
	bool IsEmpty() const { return reference.IsEmpty(); }
	T Value() const { return reference.Value().Get(0u).template As<T>(); }
private:
	Napi::ObjectReference reference;
};`;

const stringReference = /Napi::Reference<Napi::String>/g;

/** What changes in the driver's sources, by file. Each pattern must be found, or the driver is not the one we know. */
const edits = /** @type {const} */ ([
  ['binding.gyp', /NAPI_VERSION=10/, 'NAPI_VERSION=8'],
  // Link-time optimisation triples the time for nothing that could be measured.
  ['binding.gyp', /'-flto'/g, "'-O2'"],
  ['src/better_sqlite3.cpp', /#include <napi\.h>/, boxedReference],
  ['src/util/constants.cpp', stringReference, 'BoxedReference<Napi::String>'],
  [
    'src/util/constants.cpp',
    /Napi::Persistent\(Internalized/g,
    'BoxedReference<Napi::String>::Of(Internalized',
  ],
  ['src/util/bind-map.cpp', stringReference, 'BoxedReference<Napi::String>'],
  ['src/util/bind-map.cpp', /Napi::Persistent\(/g, 'BoxedReference<Napi::String>::Of('],
  ['src/util/helpers.cpp', stringReference, 'BoxedReference<Napi::String>'],
  ['src/util/custom-aggregate.cpp', /Napi::Reference<Napi::Value>/g, 'BoxedReference<Napi::Value>'],
  ['src/util/custom-aggregate.cpp', /Napi::Persistent\(start\)/, 'BoxedReference<Napi::Value>::Of(start)'],
]);

/** @param {string} folder a copy of the package that may be changed */
function applyEdits(folder) {
  for (const [name, pattern, replacement] of edits) {
    const file = path.join(folder, name);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(pattern, replacement);
    if (after === before) {
      throw new StepError(`${name} of the SQLite driver has changed and cannot be adapted to Node-API 8`, {
        advice: 'Use Node 22.14 or newer, where the shipped build loads.',
      });
    }
    writeFileSync(file, after);
  }
}

/** A folder with `include/node/node_api.h`, or null: node-gyp then downloads the headers of this Node. */
function findHeaders() {
  const [npm, ...first] = npmCommand();
  const configured = spawnSync(npm, [...first, 'config', 'get', 'nodedir'], { encoding: 'utf8' }).stdout;
  const candidates = [
    process.env['npm_config_nodedir'],
    String(configured).trim(),
    path.dirname(path.dirname(process.execPath)),
    '/usr',
    '/usr/local',
  ];
  const has = (/** @type {string} */ folder) =>
    existsSync(path.join(folder, 'include', 'node', 'node_api.h'));
  return candidates.find((folder) => folder !== undefined && path.isAbsolute(folder) && has(folder)) ?? null;
}

/** Copies sources and their one build dependency into a folder outside node_modules. @param {string} packageFolder @param {string} workFolder */
function copySources(packageFolder, workFolder) {
  const require = createRequire(path.join(packageFolder, 'package.json'));
  const isSource = (/** @type {string} */ file) => !/[\\/](?:prebuilds|build)$/.test(file);
  cpSync(packageFolder, workFolder, { recursive: true, filter: isSource });
  const addonApi = path.dirname(require.resolve('node-addon-api/package.json'));
  cpSync(addonApi, path.join(workFolder, 'node_modules', 'node-addon-api'), { recursive: true });
}

/**
 * Builds the SQLite driver for Node-API 8, which Electron 25, Node 18 and everything newer load.
 *
 * @param {{ packageFolder: string, target: string }} options `target` is the file to make
 */
export async function buildSqlite({ packageFolder, target }) {
  mkdirSync(runtimeFolder, { recursive: true });
  const workFolder = mkdtempSync(path.join(runtimeFolder, 'sqlite-build-'));
  try {
    copySources(packageFolder, workFolder);
    applyEdits(workFolder);
    const headers = findHeaders();
    const logFile = setupLog('sqlite-build');
    const nodeGyp = createRequire(inProject('package.json')).resolve('node-gyp/bin/node-gyp.js');
    const args = [nodeGyp, 'rebuild', '--release', '--force_build=1', '-j', 'max'];
    if (headers !== null) args.push(`--nodedir=${headers}`);
    const { code } = await runLogged(process.execPath, args, { logFile, cwd: workFolder });
    if (code !== 0) {
      const advice = `It needs python3, make and a C++20 compiler${headers === null ? ' and the headers of Node, which were not found here and come from nodejs.org' : ''}.`;
      throw new StepError('the SQLite driver could not be built', { advice, logFile });
    }
    renameSync(path.join(workFolder, 'build', 'Release', 'better_sqlite3.node'), target);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}
