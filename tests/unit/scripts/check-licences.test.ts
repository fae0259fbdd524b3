import { describe, expect, it } from 'vitest';
import { closure, importedPackages, isAllowed } from '../../../scripts/check-licences.mjs';

describe('the licence check', () => {
  it.each([
    'MIT',
    'ISC',
    '(MIT OR GPL-3.0)',
    'Apache-2.0 AND MIT',
    'OFL-1.1',
    'GPL-3.0-only OR (MIT AND (ISC OR AGPL-3.0-only))',
  ])('allows %s', (licence) => {
    expect(isAllowed(licence)).toBe(true);
  });

  it.each([
    'GPL-3.0',
    'AGPL-3.0-only',
    'MIT AND GPL-2.0',
    '(MIT OR Apache-2.0) AND GPL-3.0',
    'GPL-3.0 AND (MIT OR Apache-2.0)',
    'MIT AND (ISC AND (GPL-2.0-or-later OR AGPL-3.0-only))',
    'GPL-2.0-only WITH Classpath-exception-2.0',
    'BSD-4-Clause',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE',
    'MIT OR',
    '',
  ])('refuses "%s"', (licence) => {
    expect(isAllowed(licence)).toBe(false);
  });

  it('follows what packages depend on, nearest copy first', () => {
    const packages = {
      'node_modules/a': { dependencies: { b: '1', c: '1' } },
      'node_modules/a/node_modules/b': {},
      'node_modules/b': {},
      'node_modules/c': { dependencies: { a: '1' } },
      'node_modules/unused': {},
    };
    expect(closure(packages, ['a'])).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
    ]);
  });

  it('finds what sources import, but not their own files and not Node', () => {
    const source = [
      "import { ref } from 'vue';",
      "import '@fontsource-variable/inter/wght.css';",
      "import path from 'node:path';",
      "import { b } from './b';",
      "@import '@scope/styles';",
      "const late = await import('reka-ui');",
    ].join('\n');
    expect(importedPackages(source)).toEqual([
      'vue',
      '@fontsource-variable/inter',
      '@scope/styles',
      'reka-ui',
    ]);
  });
});
