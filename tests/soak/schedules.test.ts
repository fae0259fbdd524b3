import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { runSchedule, type ScheduleOutcome } from '../support/simulation/run-schedule';
import { anySchedule, type Step } from '../support/simulation/schedule';
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

const zeros = [
  'lost',
  'doubled',
  'inverted',
  'resurrected',
  'disagreeing',
  'wronglyErased',
  'falseQuestions',
  'miscounted',
] as const;
const activities = ['steps', 'sends', 'revokes', 'burns', 'crashes', 'refused', 'overtakings'] as const;

/** Sums of everything that the schedules did and did wrong. */
class Totals {
  readonly counts = Object.fromEntries([...activities, ...zeros].map((name) => [name, 0]));
  /** Schedules that ended badly: their steps, for `tests/property/delivery/regressions.ts`, and what was found. */
  readonly bad: { readonly index: number; readonly findings: readonly string[]; readonly steps: unknown }[] =
    [];

  add(index: number, steps: readonly Step[], { activity, verdict }: ScheduleOutcome): void {
    for (const name of activities) this.count(name, activity[name]);
    for (const name of zeros) this.count(name, verdict[name]);
    if (verdict.findings.length > 0) this.bad.push({ index, findings: verdict.findings, steps });
  }

  private count(name: string, more: number): void {
    this.counts[name] = (this.counts[name] ?? 0) + more;
  }
}

it('random schedules, all of them counted, leave nothing lost, doubled, inverted, resurrected or disagreeing', async () => {
  const totals = new Totals();
  const startedMs = performance.now();
  for (const [index, steps] of fc.sample(anySchedule, { seed, numRuns: schedules }).entries()) {
    totals.add(index, steps, await runSchedule(steps));
    // Now and then, so that a run that is ended leaves what it has found.
    if (index % reportedEvery !== 0 && index < schedules - 1) continue;
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    writeSoakReport(`schedules-${seed}`, {
      seed,
      schedules: index + 1,
      ...totals.counts,
      seconds,
      bad: totals.bad,
    });
  }
  expect(totals.bad).toEqual([]);
});
