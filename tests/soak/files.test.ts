import { expect, it } from 'vitest';
import { maxPieceBytes } from '../../main/domain/file-transfer';
import { breakKinds, runBreaks } from '../support/file-breaks/run-breaks';
import { soakSize, writeSoakReport } from '../support/soak';

const seed = soakSize('SEED', { full: 1, quick: 1 });
const breaks = soakSize('BREAKS', { full: 50, quick: 6 });
const mebibytes = soakSize('MEBIBYTES', { full: 48, quick: 12 });
/** Garbage that waits to be collected. A file that was held would be all of it. */
const mostGrownMiB = 128;

it('a file that is broken off on its way again and again comes whole, and nothing comes twice but the piece in flight', async () => {
  const report = await runBreaks({ seed, breaks, kinds: breakKinds, sizeBytes: mebibytes * 1024 * 1024 });
  writeSoakReport('files', report);
  expect(report).toMatchObject({ wrong: 0, storedAgain: 0 });
  expect(Object.values(report.breaks).reduce((sum, count) => sum + count, 0)).toBe(breaks);
  expect(report.mostAgainBytes).toBeLessThanOrEqual(maxPieceBytes);
  expect(report.mostMiB - report.restMiB).toBeLessThan(mostGrownMiB);
});
