import { describe, expect, it } from 'vitest';
import { runKills } from '../../support/attachments/kill-run';

describe('attachments of a process that is killed at any moment', () => {
  it('are whole when they were committed, and nothing is left of the others, in files or among keys', async () => {
    const report = await runKills({ kills: 8, seed: 1 });
    expect(report).toMatchObject({ lost: 0, left: 0, finds: 0, searchWorks: true });
    expect(report.kept).toBeGreaterThan(0);
  });
});
