import { expect, test } from '@playwright/test';
import { runComposition } from '../support/composition/run-composition';

// Five thousand steps run in `npm run test:soak -- --only composition`.
const steps = 80;

test('an input method at work loses no word, doubles none and puts none into another chat, whatever happens in the middle', async () => {
  const report = await runComposition({ steps, seed: 20_261 });
  expect(report.findings).toEqual([]);
  expect(Math.min(report.disturbed, report.sent, report.undone)).toBeGreaterThan(0);
});
