import { describe, expect, it } from 'vitest';
import { toPeaks } from '../../../../../renderer/features/voice/peaks';
import { toBars, wavePath } from '../../../../../renderer/features/playback/wave-path';

describe('the picture of a recording', () => {
  it('has a hundred peaks at most, of which the loudest is one, and no moment is left out', () => {
    const levels = Array.from({ length: 6_000 }, (_level, index) => (index === 5_999 ? 0.8 : 0.2));
    const peaks = toPeaks(levels);
    expect(peaks).toHaveLength(100);
    expect([peaks[0], peaks.at(-1)]).toEqual([0.25, 1]);
  });

  it('of a short one has as many as were heard, and silence is not made loud', () => {
    expect(toPeaks([0.5, 1, 0])).toEqual([0.5, 1, 0]);
    expect(toPeaks([0.025, 0.05])).toEqual([0.25, 0.5]);
    expect(toPeaks([])).toEqual([]);
  });

  it('is drawn in no more bars than can be told apart, each the loudest of its part', () => {
    expect(toBars([0.1, 0.9, 0.2, 0.3], 2)).toEqual([0.9, 0.3]);
    expect(toBars([0.1], 2)).toEqual([0.1]);
    expect(wavePath([]).split('M')).toHaveLength(51);
    expect(wavePath([0, 1])).toBe('M25.00 11.12v1.76M75.00 1.00v22.00');
  });
});
