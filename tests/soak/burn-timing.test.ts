import { expect, it } from 'vitest';
import { measureLateness } from '../support/forensics/burn-lateness';
import { runKillTiming } from '../support/forensics/burn-timing-run';
import { measureLeftAccounts } from '../support/forensics/left-accounts-timing';
import { soakSize, writeSoakReport } from '../support/soak';

const runs = soakSize('RUNS', { full: 50, quick: 2 });
const rounds = soakSize('ROUNDS', { full: 5, quick: 1 });
const messages = 100;
const promisedMs = 250;

it('burn clocks end in time, and what was open at a kill is never painted after its time', async () => {
  const lateness = [];
  for (let seed = 1; seed <= rounds; seed += 1) lateness.push(await measureLateness({ messages, seed }));
  const kills = await runKillTiming({ runs });
  writeSoakReport('burn-timing', { lateness, kills });
  for (const round of lateness) {
    expect(round.gone).toBe(messages);
    expect(round.earliestMs).toBeGreaterThanOrEqual(0);
    expect(round.latestMs).toBeLessThanOrEqual(promisedMs);
  }
  expect(kills).toMatchObject({
    runs,
    framesWithContent: 0,
    mutationsWithContent: 0,
    unburned: 0,
  });
});

it('burn clocks of accounts that were left end in time, whoever is signed in', async () => {
  const accounts = soakSize('ACCOUNTS', { full: 4, quick: 2 });
  const eachMessages = soakSize('MESSAGES', { full: 10, quick: 2 });
  const report = await measureLeftAccounts({ accounts, messages: eachMessages, seed: 1 });
  writeSoakReport('burn-timing-left-accounts', report);
  expect(report).toMatchObject({ seen: accounts * eachMessages, early: 0 });
  // A look takes its time, too.
  expect(report.latestMs).toBeLessThanOrEqual(2 * promisedMs);
});
