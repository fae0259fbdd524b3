// Refuses what must never be committed: notes to oneself, tests that are left out or run alone, HTML made of text.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { filesIn } from './testing/source-files.mjs';
import { inProject, projectFolder } from './setup/project.mjs';

const forbidden = [
  { pattern: /\b(?:TODO|FIXME|XXX)\b/, why: 'do it now, or open an issue' },
  { pattern: /\b(?:it|test|describe|suite)(?:\.\w+)*\.only\(/, why: 'hides all other tests' },
  { pattern: /\b(?:it|test|describe|suite)(?:\.\w+)*\.skip\(/, why: 'hides a failure' },
  { pattern: /\bv-html\b/, why: 'text from the network must stay text' },
  { pattern: /\b(?:inner|outer)HTML\b|insertAdjacentHTML/, why: 'text from the network must stay text' },
];

/** Files that name the words in order to refuse them. */
const exempt = new Set([
  'scripts/check-words.mjs',
  'tests/unit/scripts/check-words.test.ts',
  'eslint.config.js',
]);

/**
 * Breaches in one text.
 *
 * @param {string} text
 * @returns {{ line: number, word: string, why: string }[]}
 */
export function findForbidden(text) {
  return text.split('\n').flatMap((content, index) =>
    forbidden.flatMap(({ pattern, why }) => {
      const match = pattern.exec(content);
      return match === null ? [] : [{ line: index + 1, word: match[0], why }];
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = filesIn(
    ['conformance', 'main', 'preload', 'renderer', 'tests', 'scripts'],
    /\.(?:ts|vue|mjs|js|cjs|css|html)$/,
  );
  for (const file of files) {
    const name = path.relative(projectFolder, file).split(path.sep).join('/');
    if (exempt.has(name) || name.startsWith('tests/fixtures/') || name.includes('/generated/')) continue;
    for (const { line, word, why } of findForbidden(readFileSync(inProject(name), 'utf8'))) {
      console.error(`${name}:${line}: ${word} (${why})`);
      process.exitCode = 1;
    }
  }
}
