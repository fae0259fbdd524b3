import { describe, expect, it, vi } from 'vitest';
import { NameSounds } from '../../../main/account/name-sounds';

describe('how names sound', () => {
  it('the dictionary is loaded once, however many ask for it before it is there, and for nobody without a Chinese name', async () => {
    const load = vi.fn(() => Promise.resolve((name: string) => Array.from(name, () => 'Ma')));
    const sounds = new NameSounds(load);
    await sounds.prepare('Ada 2');
    expect(load).not.toHaveBeenCalled();
    await Promise.all(['马丁', '王', 'Ada'].map((name) => sounds.prepare(name)));
    await sounds.prepare('陈');
    expect(load).toHaveBeenCalledOnce();
    expect(sounds.of('马丁').found).toEqual(['mama', 'mm']);
    expect(sounds.of('Ada 2').found).toEqual([]);
  });

  it('is read from the dictionary of the app', async () => {
    const sounds = new NameSounds();
    await sounds.prepare('单一鸣');
    expect(sounds.of('单一鸣').found).toEqual(['shanyiming', 'sym']);
  });
});
