import { expect, test } from '@playwright/test';
import { runKillTiming } from '../support/forensics/burn-timing-run';

// Fifty runs are in `npm run test:soak -- --only burn-timing`.
const runs = 2;

test('what was open when the app was killed is not painted after its time is over, not even for one frame', async () => {
  const report = await runKillTiming({ runs });
  expect(report).toMatchObject({
    runs,
    framesWithContent: 0,
    mutationsWithContent: 0,
    unburned: 0,
  });
  expect(Math.min(report.frames, report.mutations)).toBeGreaterThan(runs);
});
