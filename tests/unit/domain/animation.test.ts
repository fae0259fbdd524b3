import { describe, expect, it } from 'vitest';
import { animationOf } from '../../../main/domain/animation';
import { readImage } from '../../../main/domain/image';
import { pictureMakers } from '../../support/pictures';
import { movingGif, movingPng, movingWebp } from '../../support/moving-pictures';

const judge = (bytes: Uint8Array): string => {
  const info = readImage(bytes);
  return info === null ? 'no picture' : animationOf(bytes, info);
};
const makers = { gif: movingGif, webp: movingWebp, png: movingPng } as const;

describe.each(Object.entries(makers))('a moving %s', (_format, make) => {
  it('T43: is known to move, and to be at rest with one frame', () => {
    expect(judge(make({ width: 120, height: 120, frames: 3 }))).toBe('playable');
    expect(judge(make({ width: 120, height: 120, frames: 1 }))).toBe('none');
  });

  it('T43: of few bytes and many pixels is not played', () => {
    expect(judge(make({ width: 7_000, height: 7_000, frames: 2 }))).toBe('heavy');
    expect(judge(make({ width: 2_000, height: 2_000, frames: 50 }))).toBe('playable');
    expect(judge(make({ width: 2_000, height: 2_000, frames: 51 }))).toBe('heavy');
  });

  it('T43: that was cut off anywhere is judged all the same', () => {
    const whole = make({ width: 120, height: 120, frames: 3 });
    for (let length = 0; length < whole.length; length += 1) {
      expect(['none', 'playable', 'no picture']).toContain(judge(whole.subarray(0, length)));
    }
  });
});

describe('a picture at rest', () => {
  it.each(Object.entries(pictureMakers))('T43: does not move: %s', (_mediaType, make) => {
    expect(judge(make({ width: 640, height: 480 }))).toBe('none');
  });
});

describe('a picture of 65535 x 65535', () => {
  it('T43: is none before a window sees it', () => {
    expect(judge(movingGif({ width: 65_535, height: 65_535, frames: 3 }))).toBe('no picture');
  });
});
