import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyStory, attemptsPerStory } from '../../support/forgery/story';
import { Stage } from '../../support/forgery/stage';

const stories = 1_000;
const seed = Number(process.env['SEED'] ?? 20_262);

let stage: Stage;
beforeAll(() => {
  stage = new Stage();
});
afterAll(() => {
  stage.dispose();
});

describe('ten thousand commands, most of them forged', () => {
  it('touch nothing that they may not touch, and do all that they may', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        expect(stage.play(story)).toEqual([]);
      }),
      { numRuns: stories, seed },
    );
    expect(stage.leftAlone()).toEqual([]);
    // The generators must not run dry: every verdict was given often.
    const { verdicts } = stage;
    expect(Object.values(verdicts).reduce((sum, count) => sum + count)).toBe(stories * attemptsPerStory);
    expect(Object.entries(verdicts).filter(([, count]) => count < 50)).toEqual([]);
    expect(verdicts.legitimate).toBeGreaterThan(700);
    expect(verdicts.forged).toBeGreaterThan(700);
  }, 180_000);
});
