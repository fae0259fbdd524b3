import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replaceFile } from '../../../scripts/setup/replace-file.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tim-scripts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a file that a script writes', () => {
  it('is replaced as a whole, in a folder that is made for it', () => {
    const file = join(folder, 'deep', 'stamp');
    replaceFile(file, 'one');
    writeFileSync(`${file}.new`, 'ha');
    replaceFile(file, 'two');
    expect([readFileSync(file, 'utf8'), readdirSync(join(folder, 'deep'))]).toEqual(['two', ['stamp']]);
  });

  it('that cannot take its place leaves nothing behind', () => {
    mkdirSync(join(folder, 'stamp'));
    expect(() => replaceFile(join(folder, 'stamp'), 'one')).toThrow();
    expect(readdirSync(folder)).toEqual(['stamp']);
  });
});
