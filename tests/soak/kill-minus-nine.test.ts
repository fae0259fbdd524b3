import { expect, it } from 'vitest';
import { runLives } from '../support/kill-minus-nine/run-lives';
import { soakSize, writeSoakReport } from '../support/soak';

const seed = soakSize('SEED', { full: 1, quick: 1 });
const kills = soakSize('KILLS', { full: 200, quick: 3 });

it('the real app, killed again and again during traffic, loses, doubles, inverts and resurrects nothing', async () => {
  const report = await runLives({ kills, seed });
  writeSoakReport('kill-minus-nine', report);
  expect(report.findings).toEqual([]);
  expect(report.wholeDatabases).toBe(kills);
});
