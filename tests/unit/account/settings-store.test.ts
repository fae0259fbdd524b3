import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettingsStore } from '../../../main/account/settings-store';

describe('the settings of a computer', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'settings-'));
    file = join(directory, 'settings.json');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('are kept as they were chosen, also a choice that is the default anyway', () => {
    new SettingsStore(directory, 'en').change({ locale: 'en' });
    expect(new SettingsStore(directory, 'zh-CN').get().locale).toBe('en');
  });

  it('are not written again when they say what is stored already', () => {
    new SettingsStore(directory, 'en').change({ locale: 'zh-CN', theme: 'dark' });
    const settings = new SettingsStore(directory, 'en');
    // Whoever writes would bring the first form back.
    const ownForm = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(file, ownForm);
    expect(settings.change({ theme: 'dark' }).theme).toBe('dark');
    expect(readFileSync(file, 'utf8')).toBe(ownForm);
    settings.change({ theme: 'light' });
    expect(new SettingsStore(directory, 'en').get()).toMatchObject({ locale: 'zh-CN', theme: 'light' });
  });
});
