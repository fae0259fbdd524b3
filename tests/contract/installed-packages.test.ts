import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface LockEntry {
  readonly hasInstallScript?: boolean;
}

/** A helper of installers that are not built here. */
const needless = ['node_modules/electron-winstaller'];

describe('the npm packages', () => {
  it('are installed without running a program of theirs, and none of them asks for one', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      readonly packages: Readonly<Record<string, LockEntry>>;
    };
    const asking = Object.keys(packages).filter((name) => packages[name]?.hasInstallScript === true);
    expect(asking).toEqual(needless);
  });
});
