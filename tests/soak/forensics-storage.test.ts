import { expect, it } from 'vitest';
import { runStorageForensics } from '../support/forensics/storage-run';
import { soakSize, writeSoakReport } from '../support/soak';

const seed = soakSize('SEED', { full: 1, quick: 1 });
const erasures = soakSize('ERASURES', { full: 10_000, quick: 500 });
const looks = soakSize('LOOKS', { full: 10, quick: 2 });

it('ten thousand erased texts and pictures leave no piece in the files and in the decrypted pages', () => {
  const report = runStorageForensics({ seed, erasures, looks });
  writeSoakReport('forensics-storage', report);
  expect(report.searchWorks).toBe(true);
  expect(report.integrity).toBe('ok');
  expect(report.startsWithFullLog).toBe(0);
  expect([...report.findsInFiles, ...report.findsInPages]).toEqual([]);
});
