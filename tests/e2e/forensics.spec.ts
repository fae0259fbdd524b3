import { expect, test } from '@playwright/test';
import { appWays, runAppForensics } from '../support/forensics/app-run';

test('a text or picture that was revoked, burned or is over is in no file, page, output, document or heap', async () => {
  // Two apps, and a look into every file and both heaps after each message.
  test.setTimeout(150_000);
  const report = await runAppForensics({ runs: appWays.length, seed: 20_260_101 });
  expect(report.blindSpots).toEqual([]);
  expect(report.finds).toEqual([]);
  expect(report.heapFinds).toEqual([]);
  expect(report.crashDumps).toEqual([]);
  expect([report.seen, report.notificationsWithContent, report.livingPictures]).toEqual([
    appWays.length,
    0,
    0,
  ]);
});
