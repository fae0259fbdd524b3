import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectDirectory = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(projectDirectory, path), 'utf8');

interface Fault {
  readonly row: string;
  readonly text: string;
  readonly tests: readonly { readonly file: string; readonly title: string }[];
}

/** What is said of a test that did not fail before the fault was mended. */
const heldBefore = / \(held before, too\)$/;

/** The faults of `docs/faults.md`: a heading each, and one list entry per test. */
function readFaults(): readonly Fault[] {
  return read('docs/faults.md')
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      // Long titles continue on the next line.
      const text = lines.join('\n').replace(/\n {2,}/g, ' ');
      const tests = [...text.matchAll(/^- `(tests\/[^`]+)`: (.+)$/gm)];
      return {
        row: heading.split('.')[0] ?? '',
        text,
        tests: tests.map(([, file = '', title = '']) => ({
          file,
          title: title.replace(heldBefore, '').trim(),
        })),
      };
    });
}

/** Quotes are written in two ways, and in a source a title may be between any of three. */
const plain = (text: string): string => text.replace(/\\(['"`])/g, '$1').replace(/[‘’]/g, "'");

/** All that is quoted in "Found elsewhere": titles of tests, which name no file there. */
const quotedElsewhere = (): readonly string[] =>
  [...(read('docs/faults.md').split('## Found elsewhere')[1] ?? '').matchAll(/`([^`]+)`/g)].map(
    ([, title = '']) => title,
  );

const testSources = (): readonly string[] =>
  readdirSync(join(projectDirectory, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:test|spec)\.ts$/.test(path))
    .map((path) => plain(read(join('tests', path))));

describe('the list of faults', () => {
  const faults = readFaults();

  it('has every fault once', () => {
    const rows = faults.map(({ row }) => row);
    expect(rows.length).toBeGreaterThan(30);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('has a test of every fault', () => {
    expect(faults.filter(({ tests }) => tests.length === 0).map(({ row }) => row)).toEqual([]);
    expect(faults.filter(({ text }) => /^Open\.$/m.test(text)).map(({ row }) => row)).toEqual([]);
  });

  it('names tests that are there', () => {
    const missing = faults.flatMap(({ row, tests }) =>
      tests
        .filter(({ file, title }) => !plain(read(file)).includes(plain(title)))
        .map(({ file, title }) => `${row}: ${file}: ${title}`),
    );
    expect(missing).toEqual([]);
  });

  it('names tests that are there for what was found elsewhere, too', () => {
    const titles = quotedElsewhere();
    const sources = testSources();
    expect(titles.length).toBeGreaterThan(50);
    expect(titles.filter((title) => !sources.some((source) => source.includes(plain(title))))).toEqual([]);
  });
});
