import { expect, it } from 'vitest';
import { runDiskImage } from '../support/attachments/disk-image-run';
import { runFullDisk } from '../support/attachments/full-disk-run';
import { runKills } from '../support/attachments/kill-run';
import { runLarge } from '../support/attachments/large-run';
import { runPowerCuts } from '../support/attachments/power-cut-run';
import { canMakeDisks } from '../support/attachments/small-disk';
import { soakSize, writeSoakReport } from '../support/soak';

const seed = soakSize('SEED', { full: 1, quick: 1 });
const mebibytes = soakSize('MEBIBYTES', { full: 1024, quick: 32 });
const ranges = soakSize('RANGES', { full: 2_000, quick: 50 });
const kills = soakSize('KILLS', { full: 200, quick: 3 });
const powerCutRuns = soakSize('POWER_CUT_RUNS', { full: 50, quick: 2 });
const fullDisks = soakSize('FULL_DISKS', { full: 100, quick: 3 });
const imageAttachments = soakSize('IMAGE_ATTACHMENTS', { full: 400, quick: 20 });
/** Garbage that waits to be collected. Content that was held would be a gigabyte. */
const mostGrownMiB = 128;

it('a gigabyte of attachment goes in and out with flat memory, and what is erased is nowhere, whatever ends the program', async () => {
  const large = await runLarge({ sizeBytes: mebibytes * 1024 * 1024, ranges, seed });
  const killed = await runKills({ kills, seed });
  const powerCuts = { runs: powerCutRuns, cuts: 0, faults: [] as string[] };
  for (let run = 0; run < powerCutRuns; run += 1) {
    const { cuts, faults } = await runPowerCuts({ seed: seed * 1_000 + run, lives: 20 });
    powerCuts.cuts += cuts;
    powerCuts.faults.push(...faults);
  }
  const fullDisk = canMakeDisks ? await runFullDisk({ rounds: fullDisks, seed }) : null;
  const image = { attachments: imageAttachments, seed };
  const journal = canMakeDisks ? await runDiskImage(image) : null;
  // Not promised, and told in docs/forgetting.md: a journal that takes the contents of files keeps them for a while.
  const contentJournal = canMakeDisks
    ? await runDiskImage({ ...image, mountOptions: ['data=journal'] })
    : null;
  writeSoakReport('attachments', { seed, large, killed, powerCuts, fullDisk, journal, contentJournal });
  expect(large).toMatchObject({ wrongParts: 0, wrongRanges: 0, afterErasing: 'gone', filesLeft: 0 });
  expect(Math.max(large.written.grownMiB, large.read.grownMiB)).toBeLessThan(mostGrownMiB);
  expect(killed).toMatchObject({ lost: 0, left: 0, finds: 0, searchWorks: true });
  expect(powerCuts.faults).toEqual([]);
  if (fullDisk === null || journal === null) return;
  expect(fullDisk).toMatchObject({
    answers: { diskFull: fullDisks },
    filesLeft: 0,
    swept: 0,
    lost: 0,
    erasuresRefused: 0,
  });
  expect(journal).toMatchObject({ finds: 0, searchWorks: true });
});
