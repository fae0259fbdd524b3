import { describe, expect, it } from 'vitest';
import { runStorageForensics } from '../../support/forensics/storage-run';

describe('texts, pictures, drafts, notes and reactions that were revoked, edited, burned, deleted or are over', () => {
  it('leave no piece of 12 bytes in the files or in any decrypted page, whatever came between, restarts and kills included', () => {
    const report = runStorageForensics({ seed: 20_260_101, erasures: 500, looks: 2 });
    expect(report.searchWorks).toBe(true);
    expect(report.integrity).toBe('ok');
    expect(report.killsBeforeTruncation).toBeGreaterThan(0);
    expect(report.erasedDrafts).toBeGreaterThan(10);
    expect(report.erasedSigns).toBeGreaterThan(10);
    for (const way of ['edited', 'peerEdited', 'noteEdited', 'noteDeleted'])
      expect([way, (report.ways[way] ?? 0) > 0]).toEqual([way, true]);
    expect(report.startsWithFullLog).toBe(0);
    expect([...report.findsInFiles, ...report.findsInPages]).toEqual([]);
  });
});
