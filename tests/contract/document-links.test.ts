import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const projectFolder = join(__dirname, '../..');

/** Every document that is read on the project's page. */
function documents(): readonly string[] {
  const inDocs = readdirSync(join(projectFolder, 'docs'), { recursive: true, encoding: 'utf8' });
  return [
    ...readdirSync(projectFolder).filter((file) => file.endsWith('.md')),
    ...inDocs.filter((file) => file.endsWith('.md')).map((file) => join('docs', file)),
  ];
}

/** What a document links to in the project: places of files, without those on the net and within the document. */
function linksOf(document: string): readonly string[] {
  const text = readFileSync(join(projectFolder, document), 'utf8');
  return [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

describe('documents', () => {
  it('link to pictures and files that are there', () => {
    const lost = documents().flatMap((document) =>
      linksOf(document)
        .map((target) => relative(projectFolder, join(projectFolder, dirname(document), target)))
        .filter((file) => !existsSync(join(projectFolder, file)))
        .map((file) => `${document}: ${file}`),
    );
    expect(lost).toEqual([]);
  });
});
