import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces a file as a whole, and makes its folder: what a kill or a full disk leaves is the old one or the new one. The app
 * has `main/platform/atomic-file.ts`; this one runs before anything is built.
 *
 * @param {string} file
 * @param {string} text
 */
export function replaceFile(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.new`;
  rmSync(temporary, { force: true });
  try {
    writeFileSync(temporary, text, { flag: 'wx', flush: true });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
