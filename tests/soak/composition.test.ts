import { expect, it } from 'vitest';
import { runComposition } from '../support/composition/run-composition';
import { soakSize, writeSoakReport } from '../support/soak';

const seeds = soakSize('SEEDS', { full: 5, quick: 1 });
const steps = soakSize('STEPS', { full: 1_000, quick: 60 });

it('an input method at work loses no word, doubles none and puts none into another chat, whatever happens in the middle', async () => {
  const reports = [];
  for (let seed = 1; seed <= seeds; seed += 1) reports.push(await runComposition({ steps, seed }));
  writeSoakReport('composition', { reports });
  expect(reports.flatMap(({ findings }) => findings)).toEqual([]);
  for (const report of reports)
    expect(Math.min(report.disturbed, report.sent, report.undone)).toBeGreaterThan(0);
});
