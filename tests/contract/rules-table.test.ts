import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectDirectory = join(__dirname, '../..');

interface Rule {
  readonly rule: string;
  readonly test: string;
  readonly file: string;
}

const read = (path: string): string => readFileSync(join(projectDirectory, path), 'utf8');

/** The rows of the tables in `docs/rules.md`. */
function readRules(): readonly Rule[] {
  const rows = read('docs/rules.md')
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| --'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return rows
    .map(([, rule = '', test = '', file = '']) => ({ rule, test, file }))
    .filter(({ file }) => file !== 'file');
}

describe('the table of rules', () => {
  const rules = readRules();

  it('has every rule once', () => {
    expect(rules.length).toBeGreaterThan(50);
    expect(new Set(rules.map(({ rule }) => rule)).size).toBe(rules.length);
  });

  it('names tests that are there', () => {
    const missing = rules.filter(({ test, file }) => !read(`tests/${file}`).includes(test));
    expect(missing).toEqual([]);
  });

  it('names every test of the files that are there for the rules', () => {
    const files = ['revoke', 'burn', 'burn-end'].map((name) => `e2e/${name}-rules.spec.ts`);
    const tests = files.flatMap((file) =>
      [...read(`tests/${file}`).matchAll(/\btest\(\s*'([^']+)'/g)].map(([, test = '']) => test),
    );
    const named = new Set(rules.map(({ test }) => test));
    expect(tests.length).toBeGreaterThan(30);
    expect(tests.filter((test) => !named.has(test))).toEqual([]);
  });
});
