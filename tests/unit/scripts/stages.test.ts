import { describe, expect, it } from 'vitest';
import { needsOf, selectStages, stages } from '../../../scripts/testing/stages.mjs';

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
