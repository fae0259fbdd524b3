import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { resolveBundlePath } from './bundle-path';
import { contentTypeOf } from './content-type';

/** A file of the app's bundle. */
export interface BundleFile {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/**
 * Reads the file that an `app://` URL asks for from `rootDirectory`. Null for a refused URL, a kind of file that is not
 * served, a file that does not exist, and a symbolic link that leads out of the folder.
 */
export async function readBundleFile(rootDirectory: string, url: string): Promise<BundleFile | null> {
  const path = resolveBundlePath(url);
  const contentType = path === null ? null : contentTypeOf(path);
  if (path === null || contentType === null) return null;
  try {
    const root = await realpath(rootDirectory);
    const file = await realpath(join(root, path));
    if (!file.startsWith(root + sep) || !(await stat(file)).isFile()) return null;
    return { content: new Uint8Array(await readFile(file)), contentType };
  } catch {
    // Missing and unreadable are the same answer: the window learns nothing about the disk.
    return null;
  }
}
