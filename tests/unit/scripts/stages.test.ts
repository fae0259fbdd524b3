import { describe, expect, it } from 'vitest';
import { lanesOf, needsOf, selectStages, stages } from '../../../scripts/testing/stages.mjs';

const byPlace = (one: (typeof stages)[number], other: (typeof stages)[number]): number =>
  stages.indexOf(one) - stages.indexOf(other);

describe('the stages of a test run', () => {
  it('are all taken when none is named', () => {
    expect(selectStages([])).toEqual(stages);
  });

  it('are taken together by the word checks', () => {
    const selected = selectStages(['checks']);
    expect(selected.length).toBeGreaterThan(5);
    expect(selected.every((stage) => stage.kind === 'check')).toBe(true);
  });

  it('can be taken alone by name', () => {
    expect(selectStages(['property']).map((stage) => stage.name)).toEqual(['property']);
  });

  it('run in lanes, each in the order of all, and none in two', () => {
    const lanes = lanesOf(stages);
    expect(lanes.flat().toSorted(byPlace)).toEqual(stages);
    for (const lane of lanes) {
      expect(lane).toEqual(lane.toSorted(byPlace));
      expect(new Set(lane.map((stage) => stage.lane)).size).toBe(1);
    }
  });

  it('that show windows do not wait for those that compute', () => {
    const first = lanesOf(stages).map(([stage]) => stage?.name);
    expect(first).toEqual(['prettier', 'e2e']);
  });

  it('are not guessed', () => {
    expect(() => selectStages(['unitt'])).toThrow(/no stage is called unitt/);
  });

  it('ask for nothing that they do not need', () => {
    expect(needsOf(selectStages(['checks']))).toEqual({
      systemPackages: [],
      electron: false,
      sqlite: false,
      bundle: false,
    });
    expect(needsOf(selectStages(['unit']))).toMatchObject({ electron: false, sqlite: true });
    expect(needsOf(stages)).toMatchObject({ electron: true, sqlite: true, bundle: true });
  });
});
