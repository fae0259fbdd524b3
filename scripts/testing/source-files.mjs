import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../setup/project.mjs';

/**
 * All files below these folders of the project whose name matches, as absolute paths.
 *
 * @param {readonly string[]} folders
 * @param {RegExp} pattern
 * @returns {string[]}
 */
export function filesIn(folders, pattern) {
  return folders
    .map((folder) => inProject(folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && pattern.test(entry.name))
        .map((entry) => path.join(entry.parentPath, entry.name)),
    );
}
