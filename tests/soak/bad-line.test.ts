import { expect, it } from 'vitest';
import { runBadLine } from '../support/bad-line/run-bad-line';
import { soakSize, writeSoakReport } from '../support/soak';

const texts = soakSize('TEXTS', { full: 100, quick: 10 });
const pictures = soakSize('PICTURES', { full: 20, quick: 2 });
// A server over MySQL or MariaDB stores nothing over 64 kB: there a step of 2,000 leaves room.
const pictureStepBytes = soakSize('PICTURE_STEP_BYTES', { full: 10_000, quick: 10_000 });
const kilobyte = 1_000;

it('real apps on a line of 10 kB/s up and 30 kB/s down: everything once, in order, nothing erased, nothing asked', async () => {
  const report = await runBadLine({
    // From a drawing to a photograph, which takes 20 s on its way up.
    load: { texts, pictures, pictureBytes: (index) => (1 + index) * pictureStepBytes },
    // Of a server that is to be tried: ws://host:port/tim, three devices an account.
    serverUrl: process.env['SERVER'] ?? null,
    upBytesPerSecond: 10 * kilobyte,
    downBytesPerSecond: 30 * kilobyte,
    cuts: 3,
    lookEveryMs: 60_000,
    patienceMs: 300_000,
  });
  writeSoakReport('bad-line', report);
  expect(report).toMatchObject({ lost: 0, doubled: 0, inverted: 0, wrong: 0, findings: [] });
});
