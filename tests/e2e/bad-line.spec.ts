import { expect, test } from '@playwright/test';
import { runBadLine } from '../support/bad-line/run-bad-line';

// A hundred messages and twenty pictures each way travel in `npm run test:soak -- --only bad-line`, three times slower.
const kilobyte = 1_000;

test('on a slow line that breaks, everything arrives once and in order, also on a device that joins meanwhile', async () => {
  const report = await runBadLine({
    load: { texts: 10, pictures: 2, pictureBytes: (index) => (20 + 60 * index) * kilobyte },
    upBytesPerSecond: 30 * kilobyte,
    downBytesPerSecond: 90 * kilobyte,
    cuts: 1,
    lookEveryMs: 3_000,
    patienceMs: 60_000,
  });
  expect(report).toMatchObject({ lost: 0, doubled: 0, inverted: 0, wrong: 0, findings: [] });
});
