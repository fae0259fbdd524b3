import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Content of a small JSON file; null when it is missing or not JSON. The caller checks the shape. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Writes a small JSON file that only this user may read. A crash leaves the old or the new content, never half of it.
 * Throws when the folder cannot be written.
 */
export function writeJsonFile(path: string, content: unknown): void {
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
}
