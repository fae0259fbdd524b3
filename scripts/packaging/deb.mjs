import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesOf, installedKiB, stage } from './stage.mjs';

/** @typedef {import('./fpm-arguments.mjs').PackageOrder} PackageOrder */

/** What dpkg-deb calls the ways to compress that electron-builder names. @type {Record<string, string>} */
const compressions = { xzmt: 'xz', gz: 'gzip', zst: 'zstd' };

/**
 * Makes a Debian package with dpkg-deb. It has no scripts: what the system keeps of menus, icons and types it renews by itself.
 *
 * @param {PackageOrder} order
 * @param {string} workFolder empty, for the tree
 */
export function buildDeb(order, workFolder) {
  const root = path.join(workFolder, 'root');
  stage(order, root);
  writeChangelog(order, root);
  const control = path.join(root, 'DEBIAN');
  const sums = filesOf(root).map(
    (file) =>
      `${createHash('md5')
        .update(readFileSync(path.join(root, file)))
        .digest('hex')}  ${file}`,
  );
  const text = controlText(order, installedKiB(root));
  mkdirSync(control, { mode: 0o755 });
  writeFileSync(path.join(control, 'control'), text, { mode: 0o644 });
  writeFileSync(path.join(control, 'md5sums'), `${sums.join('\n')}\n`, { mode: 0o644 });
  const compression = compressions[order.compression] ?? order.compression;
  // Who asks for gzip wants it soon.
  const level = compression === 'gzip' ? ['-z1'] : [];
  execFileSync(
    'dpkg-deb',
    ['--root-owner-group', `-Z${compression}`, ...level, '--build', root, order.output],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

/**
 * The description of a package in Debian's words.
 *
 * @param {PackageOrder} order
 * @param {number} sizeKiB
 */
export function controlText(order, sizeKiB) {
  const fields = [
    ['Package', order.name],
    ['Version', order.version],
    ['Section', 'net'],
    ['Priority', 'optional'],
    ['Architecture', order.architecture],
    ['Depends', order.depends.join(', ')],
    ['Recommends', order.recommends.join(', ')],
    ['Installed-Size', String(sizeKiB)],
    ['Maintainer', order.maintainer],
    ['Homepage', order.url],
    ['Description', [order.synopsis, ...paragraphs(order.description)].join('\n')],
  ];
  return fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

/** An empty line would end the field. @param {string} text */
const paragraphs = (text) => text.split('\n').map((line) => (line.trim() === '' ? ' .' : ` ${line.trim()}`));

/** @param {PackageOrder} order @param {string} root */
function writeChangelog({ name, version, maintainer }, root) {
  const date = new Date(Number(process.env['SOURCE_DATE_EPOCH'] ?? 0) * 1000 || Date.now());
  const text = `${name} (${version}) stable; urgency=medium\n\n  * Version ${version}.\n\n -- ${maintainer}  ${date.toUTCString().replace('GMT', '+0000')}\n`;
  // Debian wants it compressed, and without the time of the compression in it.
  const file = path.join(root, 'usr/share/doc', name, 'changelog.gz');
  writeFileSync(file, gzipSync(text, { level: 9 }), { mode: 0o644 });
}
