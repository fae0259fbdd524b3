import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { licences, ownLicence } from '../../renderer/features/settings/licences';

const projectFolder = join(__dirname, '../..');

describe('licences', () => {
  it('name every package that the app is built from, with its licence', () => {
    const folders = ['main', 'preload', 'renderer'].map((folder) => join(projectFolder, folder));
    const packages = new Set(folders.flatMap(importedPackages));
    const expected = [...packages].map((name) => licenceOf(name)).sort();
    expect(licences.map(([, licence]) => licence).sort()).toEqual(expected);
    expect(licences).toHaveLength(packages.size);
  });

  it('name that of the app itself', () => {
    const text = readFileSync(join(projectFolder, 'package.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ license: ownLicence });
  });
});

/** Packages that a folder's code imports, without Node's own. */
function importedPackages(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|vue)$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(join(folder, file), 'utf8');
      return [...source.matchAll(/(?:from|import)\s+'((?:@[\w-]+\/)?[a-z][\w-]*)[^']*'/g)].map(
        ([, name = '']) => name,
      );
    })
    .filter((name) => name !== 'node');
}

function licenceOf(name: string): string {
  const text = readFileSync(join(projectFolder, 'node_modules', name, 'package.json'), 'utf8');
  const { license } = JSON.parse(text) as { readonly license: string }; // Every published package says it.
  return license;
}
