import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stage } from './stage.mjs';

/** @typedef {import('./fpm-arguments.mjs').PackageOrder} PackageOrder */

/** What rpm calls the ways to compress that electron-builder names. @type {Record<string, string>} */
const payloads = { xz: 'w6.xzdio', xzmt: 'w6T0.xzdio', gz: 'w1.gzdio', gzip: 'w1.gzdio', none: 'w0.gzdio' };

/** rpm's words for processors. @type {Record<string, string>} */
const architectures = { amd64: 'x86_64', arm64: 'aarch64' };

/**
 * Makes an RPM package with rpmbuild. What libraries it needs rpm finds out itself, by their names, which are the same in every distribution.
 *
 * @param {PackageOrder} order
 * @param {string} workFolder empty, for the tree
 */
export function buildRpm(order, workFolder) {
  const root = path.join(workFolder, 'root');
  const home = stage(order, root);
  const spec = path.join(workFolder, 'package.spec');
  writeFileSync(spec, specText(order, home));
  const results = path.join(workFolder, 'rpm');
  execFileSync(
    'rpmbuild',
    [
      ...['-bb', '--quiet', '--noclean', '--buildroot', root],
      ...['--target', architectures[order.architecture] ?? order.architecture],
      ...['--define', `_topdir ${results}`],
      ...['--define', `_binary_payload ${payloads[order.compression] ?? 'w6.xzdio'}`],
      spec,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [architecture = ''] = readdirSync(path.join(results, 'RPMS'));
  const [made = ''] = readdirSync(path.join(results, 'RPMS', architecture));
  copyFileSync(path.join(results, 'RPMS', architecture, made), order.output);
}

/** A per cent sign begins a macro. @param {string} text */
const plain = (text) => text.replaceAll('%', '%%');

/**
 * The description of a package in rpm's words.
 *
 * @param {PackageOrder} order
 * @param {string} home the app's folder
 */
export function specText(order, home) {
  const { name } = order;
  return [
    // Every app of the same Electron has the same build ids: links to them would collide.
    '%global _build_id_links none',
    '%global debug_package %{nil}',
    '%global __os_install_post %{nil}',
    // Libraries that the app brings for itself are nobody else's, and it needs nobody's.
    `%global __provides_exclude_from ^${home}/.*$`,
    '%global __requires_exclude ^lib(ffmpeg|EGL|GLESv2|vk_swiftshader|vulkan)\\\\.so.*$',
    `Name: ${name}`,
    `Version: ${order.version}`,
    'Release: 1',
    `Summary: ${plain(order.synopsis)}`,
    `License: ${order.licence}`,
    `URL: ${order.url}`,
    `Packager: ${order.maintainer}`,
    ...order.depends.map((dependency) => `Requires: ${dependency}`),
    ...order.recommends.map((dependency) => `Recommends: ${dependency}`),
    '%description',
    plain(order.description),
    '%files',
    '%defattr(-,root,root,-)',
    home,
    `%attr(4755,root,root) ${home}/chrome-sandbox`,
    `/usr/bin/${name}`,
    '/usr/share/applications/*',
    '/usr/share/icons/hicolor/*/apps/*',
    `%doc /usr/share/doc/${name}`,
    '',
  ].join('\n');
}
