import { describe, expect, it } from 'vitest';
import {
  fitted,
  fromTop,
  isFitted,
  moved,
  toggled,
  zoomed,
} from '../../../../../renderer/features/conversation/viewer-transform';

const centre = { x: 0, y: 0 };
const large = { picture: { width: 2_000, height: 1_000 }, stage: { width: 1_000, height: 1_000 } };
const small = { picture: { width: 100, height: 100 }, stage: { width: 1_000, height: 1_000 } };

describe('a picture in the viewer', () => {
  it('begins whole, and not larger than it is', () => {
    expect(fitted(large)).toEqual({ scale: 0.5, x: 0, y: 0 });
    expect(fitted(small)).toEqual({ scale: 1, x: 0, y: 0 });
  });

  it('C3: begins at its top and at the width of the stage when it is long', () => {
    const long = { picture: { width: 800, height: 16_000 }, stage: { width: 1_000, height: 600 } };
    expect(fromTop(long)).toEqual({ scale: 1, x: 0, y: 7_700 });
    expect(fromTop({ ...long, stage: { width: 400, height: 600 } })).toEqual({ scale: 0.5, x: 0, y: 3_700 });
  });

  it('goes between the whole and its own size, or twice that', () => {
    const actual = toggled(fitted(large), centre, large);
    expect(actual.scale).toBe(1);
    expect(toggled(actual, centre, large)).toEqual(fitted(large));
    expect(toggled(fitted(small), centre, small).scale).toBe(2);
  });

  it('keeps what is under the pointer there', () => {
    const before = zoomed(fitted(large), { factor: 4, at: centre }, large);
    const at = { x: 100, y: -50 };
    const after = zoomed(before, { factor: 1.5, at }, large);
    const pictureX = (transform: typeof before): number => (at.x - transform.x) / transform.scale;
    const pictureY = (transform: typeof before): number => (at.y - transform.y) / transform.scale;
    expect(pictureX(after)).toBeCloseTo(pictureX(before));
    expect(pictureY(after)).toBeCloseTo(pictureY(before));
  });

  it('is neither smaller than whole nor larger than eight times its size', () => {
    const out = zoomed(fitted(large), { factor: 0.1, at: { x: 300, y: 300 } }, large);
    expect([out, isFitted(out, large)]).toEqual([fitted(large), true]);
    expect(zoomed(fitted(large), { factor: 100, at: centre }, large).scale).toBe(8);
  });

  it('moves no further than its edges, and not where a side fits', () => {
    const actual = toggled(fitted(large), centre, large);
    expect(moved(actual, { x: 9_999, y: 9_999 }, large)).toEqual({ scale: 1, x: 500, y: 0 });
    expect(moved(actual, { x: -100, y: 0 }, large)).toEqual({ scale: 1, x: -100, y: 0 });
  });
});
