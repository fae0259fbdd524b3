import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { anyCrowdSchedule, isCalm, type CrowdStep } from '../support/simulation/people/crowd-schedule';
import {
  crowdFindingKinds,
  runCrowdSchedule,
  type CrowdOutcome,
} from '../support/simulation/people/run-crowd-schedule';
import { soakSize, writeSoakReport } from '../support/soak';

// Thousands of them: databases in memory, unless `DATABASES=files` asks for those of the app.
vi.mock('better-sqlite3-multiple-ciphers', async (original) =>
  process.env['DATABASES'] === 'files'
    ? original<object>()
    : { default: (await import('../support/simulation/kept-driver')).KeptDriver },
);

const seed = soakSize('SEED', { full: 1, quick: 1 });
const schedules = soakSize('SCHEDULES', { full: 2_000, quick: 20 });

const reportedEvery = 10;

const activities = ['steps', 'deeds', 'agreed', 'sends', 'revokes', 'burns', 'crashes', 'refused'] as const;

/** Sums of everything that the schedules did, and of what was found at their ends. */
class Totals {
  readonly counts = Object.fromEntries(
    ['calm', ...activities, ...crowdFindingKinds].map((name) => [name, 0]),
  );
  /** Schedules that ended badly: their steps, and what was found. */
  readonly bad: { readonly index: number; readonly findings: unknown; readonly steps: unknown }[] = [];

  add(index: number, steps: readonly CrowdStep[], { activity, findings }: CrowdOutcome): void {
    if (isCalm(steps)) this.count('calm', 1);
    for (const name of activities) this.count(name, activity[name]);
    for (const { kind } of findings) this.count(kind, 1);
    if (findings.length > 0) this.bad.push({ index, findings, steps });
  }

  private count(name: string, more: number): void {
    this.counts[name] = (this.counts[name] ?? 0) + more;
  }
}

it('random schedules of people leave everybody with what the server has, and counters that equal a recount', async () => {
  const totals = new Totals();
  const startedMs = performance.now();
  for (const [index, steps] of fc.sample(anyCrowdSchedule, { seed, numRuns: schedules }).entries()) {
    totals.add(index, steps, await runCrowdSchedule(steps));
    // Now and then, so that a run that is ended leaves what it has found.
    if (index % reportedEvery !== 0 && index < schedules - 1) continue;
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    writeSoakReport(`people-${seed}`, {
      seed,
      schedules: index + 1,
      ...totals.counts,
      seconds,
      bad: totals.bad,
    });
  }
  expect(totals.bad).toEqual([]);
});
