import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { resolveBundlePath } from './bundle-path';
import { contentTypeOf } from './content-type';

/** A file of the app's bundle. */
export interface BundleFile {
  readonly content: Buffer;
  readonly contentType: string;
}

/**
 * Reads the file that an `app://` URL asks for from `rootDirectory`. Null for a refused URL, a kind of file that is not
 * served, a file that does not exist, and a symbolic link that leads out of the folder. Reads at once: these are the app's own
 * few files, the page waits for them, and each step that came back later would wait behind what else a start does.
 */
export function readBundleFile(rootDirectory: string, url: string): BundleFile | null {
  const path = resolveBundlePath(url);
  const contentType = path === null ? null : contentTypeOf(path);
  if (path === null || contentType === null) return null;
  try {
    const root = realpathSync(rootDirectory);
    const file = realpathSync(join(root, path));
    if (!file.startsWith(root + sep) || !statSync(file).isFile()) return null;
    return { content: readFileSync(file), contentType };
  } catch {
    // Missing and unreadable are the same answer: the window learns nothing about the disk.
    return null;
  }
}
