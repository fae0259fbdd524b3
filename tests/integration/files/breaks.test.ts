import { expect, it } from 'vitest';
import { maxPieceBytes } from '../../../main/domain/file-transfer';
import { runBreaks } from '../../support/file-breaks/run-breaks';

it('a file on its way through a kill, a full disk and a cut comes whole, and nothing comes twice but the piece in flight', async () => {
  const kinds = ['killReceiver', 'fullDisk', 'cut'] as const;
  const report = await runBreaks({ seed: 1, breaks: 3, kinds, sizeBytes: 8 * 1024 * 1024 });
  expect(report).toMatchObject({
    breaks: { killReceiver: 1, fullDisk: 1, cut: 1 },
    wrong: 0,
    storedAgain: 0,
  });
  expect(report.mostAgainBytes).toBeLessThanOrEqual(maxPieceBytes);
}, 600_000);
