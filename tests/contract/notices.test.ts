import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectFolder = join(__dirname, '../..');

/** Names behind “Copyright” in a source, without years and addresses. */
function holders(source: string): readonly string[] {
  const found = [...source.matchAll(/Copyright:?\s+(?:\(c\)\s*)?((?:\d{4}[-, ]*)+)\s*([A-Z][^\n<*]+)/gi)];
  return [...new Set(found.map(([, , name = '']) => name.replace(/ and it is hereby.*/, '').trim()))];
}

describe('the notices of the package', () => {
  it('name everybody who holds a right in what is compiled into the SQLite driver', () => {
    const source = join(projectFolder, 'node_modules/better-sqlite3-multiple-ciphers/deps/sqlite3/sqlite3.c');
    const notice = readFileSync(join(projectFolder, 'resources/notices/sqlite-driver.md'), 'utf8');
    const plain = notice.replace(/\s+/g, ' ');
    const names = holders(readFileSync(source, 'latin1'));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !plain.includes(name))).toEqual([]);
  });
});
