/**
 * What electron-builder asks its packager for.
 *
 * @typedef {object} PackageOrder
 * @property {'deb' | 'rpm'} target
 * @property {string} name
 * @property {string} version as the package manager compares it: `0.2.0~beta` is older than `0.2.0`
 * @property {string} architecture in the words of the target: amd64, x86_64
 * @property {string} maintainer
 * @property {string} url
 * @property {string} synopsis one line
 * @property {string} description
 * @property {string} licence
 * @property {string} compression
 * @property {readonly string[]} depends
 * @property {readonly string[]} recommends
 * @property {readonly { from: string, to: string }[]} files
 * @property {string} output
 */

/** Options that are followed by a value, of which there may be several. */
const repeated = new Set(['-d', '--deb-recommends', '--rpm-tag']);
const switches = new Set(['--force', '--debug']);

/**
 * Reads the arguments that electron-builder gives to fpm.
 *
 * @param {readonly string[]} args
 * @returns {PackageOrder}
 * @throws {Error} when something is asked for that is not understood: a package that lacks it silently would be worse
 */
export function readOrder(args) {
  /** @type {Map<string, string>} */
  const single = new Map();
  /** @type {Map<string, string[]>} */
  const several = new Map([...repeated].map((name) => [name, []]));
  /** @type {{ from: string, to: string }[]} */
  const files = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (switches.has(argument)) continue;
    if (!argument.startsWith('-')) {
      const split = argument.lastIndexOf('=');
      if (split < 1) throw new Error(`not a file of a package: ${argument}`);
      files.push({ from: argument.slice(0, split).replace(/\/$/, ''), to: argument.slice(split + 1) });
      continue;
    }
    const equals = argument.startsWith('--') ? argument.indexOf('=') : -1;
    const name = equals < 0 ? argument : argument.slice(0, equals);
    const value = equals < 0 ? args[(index += 1)] : argument.slice(equals + 1);
    if (value === undefined) throw new Error(`${name} has no value`);
    several.get(name)?.push(value);
    if (!repeated.has(name)) single.set(name, value);
  }
  const need = (/** @type {string} */ name) => {
    const value = single.get(name);
    if (value === undefined || value === '') throw new Error(`electron-builder said nothing about ${name}`);
    return value;
  };
  const target = need('-t');
  if (target !== 'deb' && target !== 'rpm')
    throw new Error(`no packages of the kind ${target} are made here`);
  const recommendedTag = /^Recommends: (.+)$/;
  // For rpm the summary is told apart from the description, for deb it is the first line of it.
  const [first = '', ...rest] = need('--description').split('\n');
  const summary = single.get('--rpm-summary');
  const description = (summary === undefined ? rest : [first, ...rest]).join('\n').trim();
  const synopsis = (summary ?? first).trim();
  return {
    target,
    name: need('--name'),
    version: need('--version'),
    architecture: need('--architecture'),
    maintainer: need('--maintainer'),
    url: need('--url'),
    synopsis,
    description: description === '' ? synopsis : description,
    licence: need('--license'),
    compression: single.get('--deb-compression') ?? single.get('--rpm-compression') ?? 'xz',
    depends: several.get('-d') ?? [],
    recommends: [
      ...(several.get('--deb-recommends') ?? []),
      ...(several.get('--rpm-tag') ?? []).flatMap((tag) => recommendedTag.exec(tag)?.[1] ?? []),
    ],
    files,
    output: need('--package'),
  };
}
