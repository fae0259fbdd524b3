import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTemporaryProfile, openProfile, removeTemporaryProfile } from '../../../main/app/profile';

describe('openProfile', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'profile-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('closes new and existing folders to other users', () => {
    const existing = join(directory, 'existing');
    mkdirSync(existing, { mode: 0o755 });
    const profile = openProfile(existing);
    for (const folder of [profile.directory, profile.dataDirectory, profile.serverDirectory]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
  });

  it('removes a temporary profile with everything in it', () => {
    const temporary = createTemporaryProfile();
    openProfile(temporary);
    removeTemporaryProfile(temporary);
    expect(existsSync(temporary)).toBe(false);
    removeTemporaryProfile(temporary);
  });
});
