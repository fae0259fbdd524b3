import { expect, it } from 'vitest';
import { fuzz } from '../support/fuzz-run';
import { soakSize, writeSoakReport } from '../support/soak';

const seed = soakSize('SEED', { full: 1, quick: 1 });
const frames = soakSize('FRAMES', { full: 1_000_000, quick: 10_000 });

it('a million frames that nobody sent are packets or ProtocolErrors, soon and in bounded memory', () => {
  const report = fuzz({ frames, seed });
  const maxRssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  writeSoakReport('fuzz', { ...report, maxRssMiB });
  expect(report.slowestMs).toBeLessThan(2_000);
  expect(report.grownMiB).toBeLessThan(512);
});
