import { SeededRandom } from '../seeded-random';
import { Ledger, lookForQuestions, type Activity } from './ledger';
import { watchForOvertaking } from './overtaking-watch';
import type { Step } from './schedule';
import { takeStep } from './take-step';
import { judge, recover, type Verdict } from './verdict';
import { deviceNames, World } from './world';

/** What a schedule did, and what came of it. */
export interface ScheduleOutcome {
  readonly activity: Activity;
  readonly verdict: Verdict;
}

/** Runs a schedule in a world of its own, lets everybody recover, and judges what they see. */
export async function runSchedule(steps: readonly Step[]): Promise<ScheduleOutcome> {
  const world = await World.create(SeededRandom.seedOf(JSON.stringify(steps)));
  const ledger = new Ledger();
  for (const name of deviceNames) {
    watchForOvertaking(world.devices[name].network, () => (ledger.activity.overtakings += 1));
  }
  try {
    for (const step of steps) {
      await takeStep(step, world, ledger);
      lookForQuestions(world, ledger);
    }
    await recover(world);
    return { activity: ledger.activity, verdict: await judge(world, ledger) };
  } finally {
    await world.dispose();
  }
}
