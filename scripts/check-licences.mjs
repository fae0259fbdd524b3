// Refuses packages whose licence would bind those who use the app: checked is what is installed with the app and what is
// bundled into it, with everything that these depend on.
import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { inProject } from './setup/project.mjs';
import { filesIn } from './testing/source-files.mjs';

const require = createRequire(import.meta.url);
/** @type {(expression: string, licences: readonly string[]) => boolean} It brings no types. */
const satisfies = require('spdx-satisfies');

const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
];

/**
 * Whether an SPDX expression can be satisfied by allowed licences alone: one side of an OR, both sides of an AND.
 *
 * @param {string} expression
 */
export function isAllowed(expression) {
  try {
    return satisfies(expression, allowed);
  } catch {
    // Not an SPDX expression: a file to be read, or a licence that nobody has named.
    return false;
  }
}

/**
 * @typedef {{ license?: string, dependencies?: Record<string, string>, optional?: boolean }} LockEntry
 * @typedef {Record<string, LockEntry>} LockPackages
 */

/** Where a package's dependency is installed: beside it or further up, as Node looks. @param {LockPackages} packages @param {string} from @param {string} name */
function locate(packages, from, name) {
  const nesting = from.split(/\/?node_modules\//).filter((segment) => segment !== '');
  for (let depth = nesting.length; depth >= 0; depth -= 1) {
    const candidate = [...nesting.slice(0, depth), name]
      .map((segment) => `node_modules/${segment}`)
      .join('/');
    if (candidate in packages) return candidate;
  }
  return null;
}

/**
 * Places of these packages and of all that they need, in the lock file's words.
 *
 * @param {LockPackages} packages
 * @param {readonly string[]} names
 */
export function closure(packages, names) {
  /** @type {Set<string>} */
  const found = new Set();
  const visit = (/** @type {string} */ from, /** @type {string} */ name) => {
    const place = locate(packages, from, name);
    if (place === null || found.has(place)) return;
    found.add(place);
    for (const dependency of Object.keys(packages[place]?.dependencies ?? {})) visit(place, dependency);
  };
  for (const name of names) visit('', name);
  return [...found].sort();
}

/**
 * Names of the packages that a source text imports.
 *
 * @param {string} source TypeScript, Vue or CSS
 */
export function importedPackages(source) {
  const imports = source.matchAll(/(?:\bfrom|\bimport|@import|\bimport\()\s*['"]([^'"./][^'"]*)['"]/g);
  const names = [...imports].flatMap(([, specifier = '']) => {
    const [first = '', second = ''] = specifier.split('/');
    return [first.startsWith('@') ? `${first}/${second}` : first];
  });
  return names.filter(
    (name) => !name.startsWith('node:') && !builtinModules.includes(name) && name !== 'electron',
  );
}

/** @param {string} place */
const installedLicence = (place) =>
  JSON.parse(readFileSync(inProject(place, 'package.json'), 'utf8')).license;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { packages } = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));
  const { dependencies } = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
  const sources = filesIn(['conformance', 'main', 'preload', 'renderer'], /\.(?:ts|vue|css)$/);
  const bundled = sources.flatMap((file) => importedPackages(readFileSync(file, 'utf8')));
  const places = closure(packages, [...new Set([...Object.keys(dependencies), ...bundled])]);
  for (const place of places) {
    const licence = packages[place].license ?? installedLicence(place) ?? 'none given';
    if (isAllowed(licence)) continue;
    console.error(
      `${place.replace(/^.*node_modules\//, '')}: ${licence} is not on the list of allowed licences`,
    );
    process.exitCode = 1;
  }
  console.log(`${places.length} packages checked`);
}
