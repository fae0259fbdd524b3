import { expect, test } from '@playwright/test';
import { runBadLine } from '../support/bad-line/run-bad-line';

// A hundred messages and twenty pictures each way travel in `npm run test:soak -- --only bad-line`.
const kilobyte = 1_000;

test('T2, T3, T4, T6: on a slow line that breaks, everything arrives once and in order, also on a device that joins meanwhile', async () => {
  // A picture takes 20 s on its way up, and a break in the middle begins it anew.
  test.setTimeout(170_000);
  const report = await runBadLine({
    serverUrl: null,
    load: { texts: 10, pictures: 2, pictureBytes: (index) => (20 + 180 * index) * kilobyte },
    upBytesPerSecond: 10 * kilobyte,
    downBytesPerSecond: 30 * kilobyte,
    cuts: 1,
    lookEveryMs: 3_000,
    patienceMs: 60_000,
  });
  expect(report).toMatchObject({ lost: 0, doubled: 0, inverted: 0, wrong: 0, findings: [] });
});
