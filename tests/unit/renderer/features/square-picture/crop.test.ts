import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  largestCrop,
  mostZoomOf,
  movedCrop,
  regionOf,
  zoomedCrop,
  zoomOf,
} from '../../../../../renderer/features/square-picture/crop';

const size = { width: 800, height: 400 };

describe('the square that is seen of a picture', () => {
  it('begins as the largest one, in the middle', () => {
    expect(regionOf(largestCrop(size), size)).toEqual({ x: 200, y: 0, width: 400, height: 400 });
    expect(zoomOf(largestCrop(size), size)).toBe(1);
  });

  it('moves by parts of its side, as far as the edge of the picture', () => {
    const moved = movedCrop(largestCrop(size), { x: 0.25, y: 1 }, size);
    expect(regionOf(moved, size)).toEqual({ x: 300, y: 0, width: 400, height: 400 });
    expect(regionOf(movedCrop(moved, { x: 5, y: 0 }, size), size).x).toBe(400);
  });

  it('is brought nearer around its middle, and away again inside of the picture', () => {
    const near = zoomedCrop(largestCrop(size), 2, size);
    expect(regionOf(near, size)).toEqual({ x: 300, y: 100, width: 200, height: 200 });
    const atTheCorner = movedCrop(near, { x: 9, y: 9 }, size);
    expect(regionOf(zoomedCrop(atTheCorner, 1, size), size)).toEqual({
      x: 400,
      y: 0,
      width: 400,
      height: 400,
    });
  });

  it('never gets as near as to be a blur, and a small picture not at all', () => {
    expect(mostZoomOf({ width: 4_000, height: 3_000 })).toBe(4);
    expect(mostZoomOf({ width: 192, height: 900 })).toBe(2);
    expect(mostZoomOf({ width: 40, height: 40 })).toBe(1);
  });

  it('lies inside of every picture, in whole pixels, whatever is done', () => {
    const side = fc.integer({ min: 1, max: 9_000 });
    const deed = fc.record({
      x: fc.double({ min: -3, max: 3, noNaN: true }),
      y: fc.double({ min: -3, max: 3, noNaN: true }),
      zoom: fc.double({ min: 0, max: 9, noNaN: true }),
    });
    fc.assert(
      fc.property(side, side, fc.array(deed, { maxLength: 8 }), (width, height, deeds) => {
        const picture = { width, height };
        const crop = deeds.reduce(
          (before, { x, y, zoom }) => zoomedCrop(movedCrop(before, { x, y }, picture), zoom, picture),
          largestCrop(picture),
        );
        const region = regionOf(crop, picture);
        expect(Object.values(region).every(Number.isInteger)).toBe(true);
        expect([region.x >= 0, region.y >= 0, region.width >= 1, region.width === region.height]).toEqual([
          true,
          true,
          true,
          true,
        ]);
        expect([region.x + region.width <= width, region.y + region.height <= height]).toEqual([true, true]);
      }),
    );
  });
});
