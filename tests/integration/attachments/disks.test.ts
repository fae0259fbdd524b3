import { describe, expect, it } from 'vitest';
import { runDiskImage } from '../../support/attachments/disk-image-run';
import { runFullDisk } from '../../support/attachments/full-disk-run';
import { canMakeDisks } from '../../support/attachments/small-disk';

// Only the superuser may make a file system; everybody else has the injected failures of the unit tests.
describe.skipIf(!canMakeDisks)('attachments on a small disk', () => {
  it('that is full in the middle are refused in words, leave nothing, and can be erased all the same', async () => {
    expect(await runFullDisk({ rounds: 4, seed: 1 })).toEqual({
      rounds: 4,
      answers: { diskFull: 4 },
      filesLeft: 0,
      swept: 0,
      lost: 0,
      erasuresRefused: 0,
    });
  });

  it('with a journal leave no piece of an erased key in any of its blocks', async () => {
    const report = await runDiskImage({ attachments: 40, seed: 1 });
    expect(report).toMatchObject({ finds: 0, searchWorks: true });
    expect(report.erased).toBeGreaterThan(10);
  });
});
