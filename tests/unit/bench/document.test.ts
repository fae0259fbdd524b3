import { describe, expect, it } from 'vitest';
import { alone } from '../../bench/harness/alternate';
import { defineBench } from '../../bench/harness/bench';
import { documentOf } from '../../bench/harness/document';
import { atMostRatio } from '../../bench/harness/goal';
import { describeMachine, linesOf } from '../../bench/harness/report';
import type { Row } from '../../bench/harness/row';

const row = (title: string): Row => ({
  title,
  unit: 'ms',
  baseline: 'nothing',
  goal: atMostRatio(1.5),
  limit: `what limits ${title}`,
});
const bench = defineBench({
  group: 'pretend',
  rows: { quick: row('quick'), slow: row('slow'), lost: row('lost') },
  limitMs: 1,
  measure: () => Promise.resolve({ quick: alone(1), slow: alone(1), lost: alone(1) }),
});
const samples = {
  quick: { values: [10, 30, 20], baselines: [10, 20, 40] },
  slow: { values: [40, 40, 40], baselines: [20, 20, 20] },
};

describe('the figures of a run', () => {
  it('are medians, their ratio is the median of the ratios of the rounds, and the spread is told', () => {
    const [quick, slow, lost] = linesOf(bench, { ok: true, samples });
    expect(quick).toMatchObject({
      name: 'pretend/quick',
      value: 20,
      baseline: 20,
      ratio: 1,
      ok: true,
      spread: [10, 30],
    });
    expect(slow).toMatchObject({ value: 40, ratio: 2, ok: false });
    expect(lost).toMatchObject({ value: null, ok: false, failure: 'no figures' });
  });

  it('are none of a bench that failed, and the reason is told', () => {
    const lines = linesOf(bench, { ok: false, reason: 'it hung' });
    expect(lines.map(({ value, failure }) => [value, failure])).toEqual(Array(3).fill([null, 'it hung']));
  });

  it('say nothing where the baseline is nothing', () => {
    const results = linesOf(bench, { ok: true, samples: { quick: { values: [1], baselines: [0] } } });
    expect(results[0]).toMatchObject({ ratio: null, ok: false });
    const text = documentOf({ machine: describeMachine(false), results }, { pretend: bench });
    expect(text).toContain('| quick | 1 ms | 0 ms: nothing |');
  });
});

describe('the document of a run', () => {
  it('has every row with its verdict and what limits it, those without figures too', () => {
    const report = { machine: describeMachine(false), results: linesOf(bench, { ok: true, samples }) };
    const text = documentOf(report, { pretend: bench });
    expect(text).toContain('| quick | 20 ms (10 to 30) | 1 x of 20 ms: nothing | at most 1.5 x | held |');
    expect(text).toContain('| slow | 40 ms | 2 x of 20 ms: nothing | at most 1.5 x | **missed** |');
    expect(text).toContain('| lost | not measured | nothing | at most 1.5 x |  |');
    expect(text).toContain('- **pretend/lost**: what limits lost');
  });
});
