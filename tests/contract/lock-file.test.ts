import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface LockEntry {
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

// Written by npm in this shape.
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, LockEntry>>;
};

describe('the lock file', () => {
  it('fixes the content of every package', () => {
    const unfixed = Object.keys(packages).filter(
      (path) => path !== '' && packages[path]?.integrity === undefined,
    );
    expect(unfixed).toEqual([]);
  });

  it('names the optional packages of every system, without which npm ci refuses it', () => {
    const places = Object.keys(packages);
    const missing = Object.values(packages)
      .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
      .filter((name) => !places.some((place) => place.endsWith(`node_modules/${name}`)));
    expect(missing).toEqual([]);
  });
});
