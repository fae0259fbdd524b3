import { describe, expect, it } from 'vitest';
import {
  firstCropStep,
  firstStep,
  nextStep,
  rulesFor,
  type ShrinkStep,
} from '../../../../../renderer/features/composer/shrink-plan';

/** Every attempt at a picture of which each pixel takes so many bytes at full quality. */
function attempts(width: number, height: number, bytesPerPixel: number): readonly ShrinkStep[] {
  const steps: ShrinkStep[] = [];
  const rules = rulesFor({ width, height });
  for (let step: ShrinkStep | null = firstStep({ width, height }, rules); step !== null;) {
    steps.push(step);
    const byteCount = step.width * step.height * bytesPerPixel * step.quality;
    if (byteCount <= maxSentBytes) break;
    step = nextStep(step, { byteCount, maxBytes: maxSentBytes }, rules);
  }
  return steps;
}

const maxSentBytes = 256 * 1024;

const begin = (width: number, height: number): ShrinkStep | null =>
  firstStep({ width, height }, rulesFor({ width, height }));
const usual = rulesFor({ width: 4_000, height: 3_000 });

describe('the attempts at making a picture small', () => {
  it('begin with good quality and as many pixels as a screen shows, whichever side is the longer', () => {
    expect(begin(4_000, 3_000)).toEqual({ width: 2_048, height: 1_536, quality: 0.86 });
    expect(begin(3_000, 4_000)).toMatchObject({ width: 1_536, height: 2_048 });
    expect(begin(8_000, 4_000)).toMatchObject({ width: 2_508, height: 1_254 });
  });

  it('leave a square that is cut of it sharp, and a long screenshot small enough for a window', () => {
    expect(firstCropStep({ width: 4_000, height: 3_000 })).toMatchObject({ width: 1_024, height: 768 });
    expect(firstCropStep({ width: 1_080, height: 20_000 })).toMatchObject({ width: 442, height: 8_192 });
    expect(firstCropStep({ width: 300, height: 200 })).toMatchObject({ width: 300, height: 200 });
  });

  it('never enlarge', () => {
    expect(begin(1, 1)).toMatchObject({ width: 1, height: 1 });
  });

  it('keep at least one pixel of an extreme shape', () => {
    expect(begin(100_000, 3)).toMatchObject({ width: 16_383, height: 1 });
  });

  it('C3: leave a long screenshot as wide as a telephone, and coarser rather than smaller', () => {
    const size = { width: 1_080, height: 15_000 };
    const rules = rulesFor(size);
    const first = firstStep(size, rules) ?? expect.fail();
    expect(first).toEqual({ ...size, quality: 0.86 });
    expect(begin(1_080, 20_000)).toMatchObject({ width: 885, height: 16_383 });
    const coarser = nextStep(first, { byteCount: maxSentBytes * 3, maxBytes: maxSentBytes }, rules);
    expect(coarser).toEqual({ ...size, quality: 0.76 });
  });

  it('C3: end before nothing could be read on a long screenshot, and do not begin where that is so', () => {
    const size = { width: 1_080, height: 20_000 };
    const rules = rulesFor(size);
    const widths: number[] = [];
    for (let step = firstStep(size, rules); step !== null;) {
      widths.push(step.width);
      step = nextStep(step, { byteCount: maxSentBytes * 2, maxBytes: maxSentBytes }, rules);
    }
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(640);
    expect(begin(1_080, 40_000)).toBeNull();
  });

  it('give up quality while a little is missing, then size', () => {
    const step = { width: 1_000, height: 500, quality: 0.86 };
    expect(nextStep(step, { byteCount: maxSentBytes * 1.2, maxBytes: maxSentBytes }, usual)).toEqual({
      ...step,
      quality: 0.76,
    });
    expect(
      nextStep({ ...step, quality: 0.66 }, { byteCount: maxSentBytes * 1.2, maxBytes: maxSentBytes }, usual),
    ).toEqual({
      width: 849,
      height: 424,
      quality: 0.66,
    });
    expect(nextStep(step, { byteCount: maxSentBytes * 4, maxBytes: maxSentBytes }, usual)).toEqual({
      width: 465,
      height: 233,
      quality: 0.86,
    });
  });

  it.each([0.05, 0.2, 1, 4, 16])(
    'reach the limit within six attempts at %s bytes a pixel',
    (bytesPerPixel) => {
      const steps = attempts(4_000, 3_000, bytesPerPixel);
      const last = steps.at(-1);
      expect(steps.length).toBeLessThanOrEqual(6);
      expect(
        (last?.width ?? 0) * (last?.height ?? 0) * bytesPerPixel * (last?.quality ?? 0),
      ).toBeLessThanOrEqual(maxSentBytes);
    },
  );

  it('end when nothing is left, however the encoder behaves', () => {
    let step: ShrinkStep | null = firstStep({ width: 4_000, height: 3_000 }, usual);
    let count = 0;
    for (; step !== null; count += 1)
      step = nextStep(step, { byteCount: maxSentBytes + 1, maxBytes: maxSentBytes }, usual);
    expect(count).toBeLessThan(100);
  });
});
