import type { Area, CheckResult } from './check';
import { Lab } from './lab';
import type { LabEnvironment } from './lab-environment';
import type { ServerTraits } from './server-traits';

/** Enough to use the waits of some areas for the work of others, too few to be a load. */
const areasAtOnce = 4;

/** Runs all areas, some at a time; answers the results in the order of the areas. */
export async function runAreas(
  areas: readonly Area[],
  environment: LabEnvironment,
  traits: ServerTraits,
): Promise<readonly CheckResult[]> {
  const results = areas.map((): CheckResult[] => []);
  const open = areas.map((area, index) => ({ area, results: results[index] ?? [] }));
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const { area, results: own } = next;
      const lab = new Lab(environment, traits);
      await area.run(lab, (result) => own.push(result));
      await lab.close();
    }
  };
  await Promise.all(Array.from({ length: areasAtOnce }, work));
  return results.flat();
}
