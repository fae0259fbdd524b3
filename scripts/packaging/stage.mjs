import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** @typedef {import('./fpm-arguments.mjs').PackageOrder} PackageOrder */

/** Where electron-builder would put apps: below /opt, in a folder with a space. */
const builderFolder = /^\/opt\/[^/]+/;

/** Chromium's helper that makes a sandbox where an ordinary user may make no namespace: it has to belong to root and be set-uid. */
const sandboxHelper = 'chrome-sandbox';

/**
 * Makes the tree of a package: the app in `/usr/lib`, its command a link in `/usr/bin` that belongs to the package, so that nothing has to be
 * done when it is installed, upgraded or taken away. Modes do not depend on the umask of whoever builds.
 *
 * @param {PackageOrder} order
 * @param {string} root an empty folder
 * @returns {string} the app's folder, as it is installed
 */
export function stage({ name, files, synopsis }, root) {
  const home = `/usr/lib/${name}`;
  for (const { from, to } of files) {
    const place = path.join(root, to.replace(builderFolder, home));
    mkdirSync(path.dirname(place), { recursive: true });
    cpSync(from, place, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
  // A profile that other versions of AppArmor cannot read; the set-uid helper does what it is for.
  rmSync(path.join(root, home, 'resources', 'apparmor-profile'), { force: true });
  mkdirSync(path.join(root, 'usr/bin'), { recursive: true });
  symlinkSync(`../lib/${name}/${name}`, path.join(root, 'usr/bin', name));
  correctDesktopEntries(root, { name, synopsis });
  writeDocuments(root, name);
  correctModes(root);
  chmodSync(path.join(root, home, sandboxHelper), 0o4755);
  return home;
}

/**
 * The entries of the menu start the command of the package, and say in one line what it is: electron-builder puts the whole description there.
 *
 * @param {string} root
 * @param {{ name: string, synopsis: string }} words
 */
function correctDesktopEntries(root, { name, synopsis }) {
  const folder = path.join(root, 'usr/share/applications');
  for (const file of readdirSync(folder)) {
    const entry = path.join(folder, file);
    const text = readFileSync(entry, 'utf8');
    const started = text.replace(/^Exec=(?:"[^"]*"|\S+)/m, `Exec=${name}`);
    writeFileSync(
      entry,
      started.replace(/^Comment=.*$/m, () => `Comment=${synopsis}`),
    );
  }
}

/** The licences where distributions look for them. @param {string} root @param {string} name */
function writeDocuments(root, name) {
  const folder = path.join(root, 'usr/share/doc', name);
  mkdirSync(folder, { recursive: true });
  const own = readFileSync(path.join(root, 'usr/lib', name, 'LICENSE'), 'utf8');
  const parts = readFileSync(path.join(root, 'usr/lib', name, 'NOTICES.md'), 'utf8');
  const engine = `Licences of the browser engine are in /usr/lib/${name}/LICENSES.chromium.html, that of Electron in /usr/lib/${name}/LICENSE.electron.txt.`;
  writeFileSync(path.join(folder, 'copyright'), `${own}\n${engine}\n\n${parts}`);
}

/** Folders and programs 755, everything else 644, whatever they were. @param {string} folder */
function correctModes(folder) {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const stats = lstatSync(file);
    if (stats.isSymbolicLink()) continue;
    if (stats.isDirectory()) correctModes(file);
    else chmodSync(file, (stats.mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

/** Size of all files below a folder, KiB. @param {string} folder */
export const installedKiB = (folder) =>
  Number(execFileSync('du', ['-sk', '--apparent-size', folder], { encoding: 'utf8' }).split('\t')[0]);

/** All files below a folder, as paths from there. @param {string} folder @returns {string[]} */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => existsSync(path.join(folder, file)) && lstatSync(path.join(folder, file)).isFile())
    .sort();
}
