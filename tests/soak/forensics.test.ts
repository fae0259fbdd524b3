import { expect, it } from 'vitest';
import { runAppForensics } from '../support/forensics/app-run';
import { canMakeDisks, leavings, runLeavings } from '../support/forensics/leaving-run';
import { soakSize, writeSoakReport } from '../support/soak';

const seed = soakSize('SEED', { full: 1, quick: 1 });
const runs = soakSize('RUNS', { full: 100, quick: 6 });

it('what was revoked, burned or is over is nowhere in the real apps: files, pages, output, document, heap', async () => {
  const report = await runAppForensics({ runs, seed });
  writeSoakReport('forensics', report);
  expect(report.blindSpots).toEqual([]);
  expect(report.finds).toEqual([]);
  expect(report.heapFinds).toEqual([]);
  expect(report.crashDumps).toEqual([]);
  expect([report.seen, report.notificationsWithContent, report.livingPictures]).toEqual([runs, 0, 0]);
});

it('what was left in any way ends in time and is nowhere on the disks: signed out, other accounts, full disks, undo', async () => {
  const rounds = soakSize('ROUNDS', { full: 10, quick: 1 });
  const report = await runLeavings({ rounds, seed });
  writeSoakReport('forensics-leaving', report);
  expect(report.cameBack).toEqual([]);
  expect(report.finds).toEqual([]);
  expect(report.late).toBe(0);
  expect(report.seenInDatabase).toBe(rounds * (leavings.length - (canMakeDisks ? 1 : 2)));
});
