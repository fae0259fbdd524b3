import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectFolder = join(__dirname, '../..');
const guide = readFileSync(join(projectFolder, 'docs/security.md'), 'utf8');

/** How many rules there are of each kind: one that is taken out of the table is missed here. */
const rules = { S: 31, E: 20 } as const;

interface Row {
  readonly number: string;
  readonly test: string;
  readonly file: string;
}

const rows: readonly Row[] = guide
  .split('\n')
  .filter((line) => /^\| [SE]\d+ /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, number = '', , test = '', file = '']) => ({ number, test, file }));

/** Quotes are written in two ways, and in a source a title may be between any of three. */
const plain = (text: string): string => text.replace(/\\(['"`])/g, '$1').replace(/[‘’]/g, "'");

/** The text of a test's file; of a folder that of all tests in it. */
function sourceOf(file: string): string {
  const path = join(projectFolder, 'tests', file);
  if (!statSync(path).isDirectory()) return plain(readFileSync(path, 'utf8'));
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.test.ts'),
  );
  return names.map((name) => plain(readFileSync(join(path, name), 'utf8'))).join('\n');
}

describe('the rules of security', () => {
  it('are all there, each with a test', () => {
    const wanted = Object.entries(rules).flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, index) => `${kind}${index + 1}`),
    );
    const proven = new Set(
      rows.filter(({ test, file }) => test !== '' && file !== '').map(({ number }) => number),
    );
    expect(wanted.filter((number) => !proven.has(number))).toEqual([]);
    expect([...proven].filter((number) => !wanted.includes(number))).toEqual([]);
  });

  it('name tests that are there', () => {
    const missing = rows.filter(({ test, file }) => test.length < 3 || !sourceOf(file).includes(plain(test)));
    expect(missing).toEqual([]);
  });
});
