import { readFileSync } from 'node:fs';
import { inProject } from '../setup/project.mjs';

/** What the packages hold of others, and where its licences are told. */
const sources = [
  ['main process', ['out', 'main', 'licences.md']],
  ['window', ['out', 'renderer', 'licences.md']],
  ['SQLite driver', ['resources', 'notices', 'sqlite-driver.md']],
];

/** The text of a licence that is kept as plain text. @param {string} title @param {readonly string[]} place */
const section = (title, place) => `# ${title}\n\n${readFileSync(inProject(...place), 'utf8').trim()}\n`;

/**
 * The notices of everything that is compiled or bundled into the app, but for Electron's own, which lie beside it.
 *
 * @returns {string}
 */
export function noticesText() {
  const driver = ['node_modules', 'better-sqlite3-multiple-ciphers', 'LICENSE'];
  return [
    ...sources.map(([title, place]) =>
      section(`Part of the ${String(title)}`, /** @type {string[]} */ (place)),
    ),
    section('better-sqlite3-multiple-ciphers (MIT)', driver),
  ].join('\n');
}
