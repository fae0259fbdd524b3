import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectDirectory = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(projectDirectory, path), 'utf8');

/** The rows of one section's table, without its head. */
function rowsOf(section: string): readonly (readonly string[])[] {
  const [, content = ''] = read('docs/design.md').split(`## ${section}\n`);
  const [table = ''] = content.split('\n## ');
  return table
    .split('\n')
    .filter((line) => line.startsWith('|') && !line.startsWith('| --'))
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()));
}

describe('what must not be lost', () => {
  const rows = rowsOf('What must not be lost');

  it('is a list', () => {
    expect(rows.length).toBeGreaterThanOrEqual(18);
  });

  it('names tests that are there', () => {
    const missing = rows.filter(([, , test = '', file = '']) => !read(`tests/${file}`).includes(test));
    expect(missing).toEqual([]);
  });
});

describe('what changed', () => {
  const rows = rowsOf('What changed, in pictures');

  it('is twelve points, each with a story that is there', () => {
    expect(rows).toHaveLength(12);
    const missing = rows.filter(
      ([, , , , story = '', file = '']) => !read(`tests/${file}`).includes(`test('${story}'`),
    );
    expect(missing).toEqual([]);
  });

  it('shows pictures that are there', () => {
    const named = rows.flatMap((row) =>
      [...row.join(' ').matchAll(/\]\((images\/[^)]+)\)/g)].map(([, path = '']) => path),
    );
    expect(named.length).toBeGreaterThanOrEqual(23);
    expect(named.filter((path) => !existsSync(join(projectDirectory, 'docs', path)))).toEqual([]);
  });
});
