import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fitToDisplays, readWindowState, writeWindowState } from '../../../main/app/window-state';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('fitToDisplays', () => {
  it('keeps a place that is visible', () => {
    const bounds = { x: 100, y: 100, width: 900, height: 700 };
    expect(fitToDisplays(bounds, [laptop, monitor])).toEqual(bounds);
  });

  it('brings a window back from a display that is gone', () => {
    const bounds = { x: 2_000, y: 100, width: 900, height: 700 };
    expect(fitToDisplays(bounds, [laptop])).toEqual({ x: 540, y: 100, width: 900, height: 700 });
  });

  it('stays on the display that shows most of the window', () => {
    const bounds = { x: 1_300, y: -50, width: 900, height: 700 };
    expect(fitToDisplays(bounds, [laptop, monitor])).toEqual({ x: 1440, y: 0, width: 900, height: 700 });
  });

  it('leaves the place to the system when nothing is remembered or no display is known', () => {
    expect(fitToDisplays(null, [laptop])).toBeNull();
    expect(fitToDisplays({ x: 0, y: 0, width: 900, height: 700 }, [])).toBeNull();
  });

  it('always answers a rectangle inside one display', () => {
    const length = fc.integer({ min: 1, max: 9_000 });
    const place = fc.integer({ min: -20_000, max: 20_000 });
    fc.assert(
      fc.property(fc.record({ x: place, y: place, width: length, height: length }), (bounds) => {
        const fitted = fitToDisplays(bounds, [laptop, monitor]);
        const isInside = [laptop, monitor].some(
          (area) =>
            fitted !== null &&
            fitted.x >= area.x &&
            fitted.y >= area.y &&
            fitted.x + fitted.width <= area.x + area.width &&
            fitted.y + fitted.height <= area.y + area.height,
        );
        expect(isInside).toBe(true);
      }),
    );
  });
});

describe('readWindowState', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'window-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('gives back what was written, in a file of this user only', () => {
    const file = join(directory, 'window.json');
    const state = { bounds: { x: 1, y: 2, width: 800, height: 600 }, isMaximized: true, knowsTray: true };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{', 'null', '{"bounds":{"x":0}}', '{"bounds":null,"isMaximized":1,"knowsTray":false}'])(
    'starts anew from a damaged file: %j',
    (content) => {
      const file = join(directory, 'window.json');
      writeFileSync(file, content);
      expect(readWindowState(file)).toEqual({ bounds: null, isMaximized: false, knowsTray: false });
    },
  );
});
