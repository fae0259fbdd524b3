import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** Makes a folder that only its owner can enter. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // An existing folder keeps its mode in mkdir.
  chmodSync(folder, 0o700);
}

/** Writes a small JSON file so that a crash leaves the old or the new one, never a half; readable by its owner only. */
export function writeJson(file: string, value: unknown): void {
  makePrivateFolder(dirname(file));
  const temporary = `${file}.new`;
  // What a crash has left there would keep its own rights.
  rmSync(temporary, { force: true });
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(temporary, file);
}

/** Reads what `writeJson` wrote; null when the file is missing or not of the schema's shape. */
export function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> | null {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
