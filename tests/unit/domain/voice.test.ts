import { describe, expect, it } from 'vitest';
import { fromPeakLevels, maxVoiceMs, readVoice, toPeakLevels, writeVoice } from '../../../main/domain/voice';

describe('what is said of a recording', () => {
  it('comes as it was said', () => {
    const voice = { durationMs: 12_345, peaks: fromPeakLevels([0, 0.5, 1]) };
    expect(readVoice(writeVoice(voice))).toEqual(voice);
    expect(toPeakLevels(voice.peaks)).toEqual([0, 16 / 31, 1]);
  });

  it('never has more than a hundred peaks, and none outside of its range', () => {
    expect(fromPeakLevels([-1, 2])).toBe('0v');
    expect(fromPeakLevels(Array.from({ length: 5_000 }, () => 0.3))).toHaveLength(100);
  });

  it.each([
    ['nothing', undefined],
    ['no words', 'voice'],
    ['no length', { peaks: '0' }],
    ['a length that is none', { ms: 'long', peaks: '' }],
    ['nothing to hear', { ms: 0, peaks: '' }],
    ['a negative length', { ms: -5, peaks: '' }],
    ['a part of a millisecond', { ms: 1.5, peaks: '' }],
    ['more than a recorder makes', { ms: maxVoiceMs * 2, peaks: '' }],
    ['a length that is no number', { ms: Number.NaN, peaks: '' }],
    ['no peaks', { ms: 1_000 }],
    ['peaks that are a list', { ms: 1_000, peaks: [1, 2] }],
    ['too many peaks', { ms: 1_000, peaks: '0'.repeat(101) }],
    ['peaks with something else in them', { ms: 1_000, peaks: '0<img>' }],
  ])('is not believed: %s', (_name, said) => {
    expect(readVoice(said)).toBeNull();
  });
});
