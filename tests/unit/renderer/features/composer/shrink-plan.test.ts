import { describe, expect, it } from 'vitest';
import {
  firstCropStep,
  firstStep,
  nextStep,
  type ShrinkStep,
} from '../../../../../renderer/features/composer/shrink-plan';

/** Every attempt at a picture of which each pixel takes so many bytes at full quality. */
function attempts(width: number, height: number, bytesPerPixel: number): readonly ShrinkStep[] {
  const steps: ShrinkStep[] = [];
  for (let step: ShrinkStep | null = firstStep({ width, height }); step !== null;) {
    steps.push(step);
    const byteCount = step.width * step.height * bytesPerPixel * step.quality;
    if (byteCount <= maxSentBytes) break;
    step = nextStep(step, { byteCount, maxBytes: maxSentBytes });
  }
  return steps;
}

const maxSentBytes = 256 * 1024;

describe('the attempts at making a picture small', () => {
  it('begin with good quality and at most 2048 pixels on the longer side', () => {
    expect(firstStep({ width: 8_000, height: 4_000 })).toEqual({
      width: 2_048,
      height: 1_024,
      quality: 0.86,
    });
    expect(firstStep({ width: 3_000, height: 4_000 })).toMatchObject({ width: 1_536, height: 2_048 });
  });

  it('leave a square that is cut of it sharp, and a long screenshot small enough for a window', () => {
    expect(firstCropStep({ width: 4_000, height: 3_000 })).toMatchObject({ width: 1_024, height: 768 });
    expect(firstCropStep({ width: 1_080, height: 20_000 })).toMatchObject({ width: 442, height: 8_192 });
    expect(firstCropStep({ width: 300, height: 200 })).toMatchObject({ width: 300, height: 200 });
  });

  it('never enlarge', () => {
    expect(firstStep({ width: 1, height: 1 })).toMatchObject({ width: 1, height: 1 });
  });

  it('keep at least one pixel of an extreme shape', () => {
    expect(firstStep({ width: 100_000, height: 3 })).toMatchObject({ width: 2_048, height: 1 });
  });

  it('give up quality while a little is missing, then size', () => {
    const step = { width: 1_000, height: 500, quality: 0.86 };
    expect(nextStep(step, { byteCount: maxSentBytes * 1.2, maxBytes: maxSentBytes })).toEqual({
      ...step,
      quality: 0.76,
    });
    expect(
      nextStep({ ...step, quality: 0.66 }, { byteCount: maxSentBytes * 1.2, maxBytes: maxSentBytes }),
    ).toEqual({
      width: 849,
      height: 424,
      quality: 0.66,
    });
    expect(nextStep(step, { byteCount: maxSentBytes * 4, maxBytes: maxSentBytes })).toEqual({
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
    let step: ShrinkStep | null = firstStep({ width: 4_000, height: 3_000 });
    let count = 0;
    for (; step !== null; count += 1)
      step = nextStep(step, { byteCount: maxSentBytes + 1, maxBytes: maxSentBytes });
    expect(count).toBeLessThan(100);
  });
});
