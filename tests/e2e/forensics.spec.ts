import { expect, test } from '@playwright/test';
import { PieceSearch } from '../support/forensics/piece-search';
import { SearchedApp } from '../support/forensics/searched-app';
import { appWays } from '../support/forensics/app-messages';
import { canMakeDisks, runLeavings } from '../support/forensics/leaving-run';
import { runAppForensics } from '../support/forensics/app-run';

test('a text or picture that was revoked, burned or is over is in no file, page, output, document or heap', async () => {
  // Two apps, and a look into every file and both heaps after each message; minutes more where much else goes on.
  test.setTimeout(900_000);
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

test('a burn message ends in time on every disk whoever is signed in then, also when the disk was full, and undo brings nothing back', async () => {
  // Five ends of five seconds each, with a grace for each.
  test.setTimeout(480_000);
  const report = await runLeavings({ rounds: 1, seed: 20_260_102 });
  expect(report.cameBack).toEqual([]);
  expect(report.finds).toEqual([]);
  expect(report.late).toBe(0);
  expect(report.seenInDatabase).toBe(canMakeDisks ? 4 : 3);
});

for (const what of ['page', 'app'] as const) {
  test(`a crash of the ${what} writes nothing of its memory to the disk`, async () => {
    const app = new SearchedApp('writer');
    try {
      await app.start();
      const secret = 'typed, not sent, and then it crashed';
      await app.page.getByRole('textbox').first().fill(secret);
      await app.crash(what);
      const search = new PieceSearch([{ label: 'draft', bytes: Buffer.from(secret) }]);
      expect(app.searchDisk(search, { files: 0, bytes: 0, heapStrings: 0 })).toEqual([]);
      expect(app.crashDumps()).toEqual([]);
    } finally {
      await app.dispose();
    }
  });
}
