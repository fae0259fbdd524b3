import { expect, test } from '@playwright/test';
import { runLives } from '../support/kill-minus-nine/run-lives';

// Two hundred kills run in `npm run test:soak -- --only kill-minus-nine`.
const kills = 3;

test('an app that is killed three times during traffic loses, doubles, inverts and resurrects nothing', async () => {
  const report = await runLives({ kills, seed: 20_261 });
  expect(report.findings).toEqual([]);
  expect(report.wholeDatabases).toBe(kills);
});
