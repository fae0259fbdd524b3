/** Kinds of packages and the systems that they are for. @type {Readonly<Record<string, 'linux' | 'win' | 'mac'>>} */
const systems = {
  dir: 'linux',
  'tar.gz': 'linux',
  deb: 'linux',
  rpm: 'linux',
  AppImage: 'linux',
  nsis: 'win',
  dmg: 'mac',
  zip: 'mac',
};

/** Programs that are needed to make a kind, by the group of system packages that has them. @type {Readonly<Record<string, readonly import('../setup/debian-packages.mjs').PackageGroup[]>>} */
const groups = { 'tar.gz': ['archives'], rpm: ['rpm'] };

/**
 * What a call of `npm run package` means.
 *
 * @typedef {object} PackageCall
 * @property {readonly string[]} builderArguments for electron-builder
 * @property {readonly import('../setup/debian-packages.mjs').PackageGroup[]} systemPackages what the kinds need
 * @property {boolean} isRelease only the runtime of releases will do
 */

/**
 * Reads the arguments: names of kinds, `--release`, and whatever else electron-builder understands.
 *
 * @param {readonly string[]} args
 * @returns {PackageCall}
 */
export function readCall(args) {
  const rest = args.filter((argument) => argument !== '--release');
  const kinds = rest.filter((argument) => Object.hasOwn(systems, argument));
  const names = [...new Set(kinds.map((kind) => systems[kind]))];
  const given = rest.filter(
    (argument) => !Object.hasOwn(systems, argument) && !/^--(?:linux|win|mac)$/.test(argument),
  );
  return {
    builderArguments:
      kinds.length === 0
        ? ['--dir', ...given]
        : [
            ...names.flatMap((system) => [
              `--${system}`,
              ...kinds.filter((kind) => systems[kind] === system),
            ]),
            ...given,
          ],
    systemPackages: [...new Set(kinds.flatMap((kind) => groups[kind] ?? []))],
    isRelease: args.includes('--release'),
  };
}
