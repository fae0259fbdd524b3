import { describe, expect, it } from 'vitest';
import { defineArea, type Check, type CheckResult } from '../../../conformance/check';
import { Lab } from '../../../conformance/lab';
import type { LabEnvironment } from '../../../conformance/lab-environment';
import type { ServerTraits } from '../../../conformance/server-traits';
import { systemRandom } from '../../../main/platform/random';
import { ManualClock } from '../../support/manual-clock';

const traits: ServerTraits = {
  allowsSeveralDevices: false,
  longestPasswordBytes: 21,
  largestMessageKilobytes: 63,
  queuesMessages: false,
};

const unused = (): never => {
  throw new Error('nothing here talks to a server');
};

function createLab(change: Partial<LabEnvironment> = {}): Lab {
  const environment: LabEnvironment = {
    address: { webSocketUrl: 'ws://a/tim', httpUrl: 'http://a/tim2', isExposed: false },
    encoding: 'compact',
    isSlow: false,
    dial: unused,
    dialWithoutOrigin: unused,
    post: unused,
    clock: new ManualClock(),
    random: systemRandom,
    times: { answerMs: 1, errorMs: 1 },
    patienceMs: 1,
    quietMs: 1,
    deadline: new AbortController().signal,
    ...change,
  };
  return new Lab(environment, traits);
}

const base: Check<string> = {
  operation: 'op',
  section: 1,
  expected: 'right',
  probe: () => Promise.resolve(''),
};

async function resultOf(
  check: Partial<Check<string>>,
  lab = createLab(),
  prepare: () => Promise<string> = () => Promise.resolve('right'),
): Promise<CheckResult | undefined> {
  const results: CheckResult[] = [];
  const area = defineArea({ name: 'area', prepare, checks: [{ ...base, ...check }] });
  await area.run(lab, (result) => results.push(result));
  return results[0];
}

const sees = (seen: string): Partial<Check<string>> => ({ probe: () => Promise.resolve(seen) });

describe('the verdict of a check', () => {
  it.each([
    ['ok', 'what was expected', sees('right')],
    ['ok', 'one of several expected answers', { ...sees('right'), expected: ['also', 'right'] }],
    ['FAIL', 'anything else', sees('wrong')],
    ['known defect present', 'the defect', { ...sees('odd'), defect: 'odd' }],
    ['known defect gone', 'what a server without the defect shows', { ...sees('right'), defect: 'odd' }],
    ['known defect present', 'a defect of some set-ups', { ...sees('odd'), rareDefect: 'odd' }],
    ['ok', 'a server without a defect of some set-ups', { ...sees('right'), rareDefect: 'odd' }],
    ['FAIL', 'neither the defect nor its absence', { ...sees('wrong'), defect: 'odd' }],
  ])('is "%s" for %s', async (verdict, _name, check) => {
    expect((await resultOf(check))?.verdict).toBe(verdict);
  });

  it('is FAIL with the reason when the probe throws', async () => {
    const result = await resultOf({ probe: () => Promise.reject(new Error('no echo')) });
    expect(result).toMatchObject({ verdict: 'FAIL', seen: 'problem: no echo' });
  });

  it('is FAIL with the reason when the accounts of its area cannot be made', async () => {
    const result = await resultOf({}, createLab(), () => Promise.reject(new Error('no accounts')));
    expect(result).toMatchObject({ verdict: 'FAIL', seen: 'preparation: problem: no accounts' });
  });

  it.each([
    ['several devices', 'device limit of this server is 1'],
    ['slow run', 'only with --slow'],
  ] as const)('is "skipped" with the reason when it needs: %s', async (requires, seen) => {
    expect(await resultOf({ requires })).toMatchObject({ verdict: 'skipped', seen });
  });

  it('is FAIL when the run has taken too long', async () => {
    const result = await resultOf(sees('right'), createLab({ deadline: AbortSignal.abort() }));
    expect(result).toMatchObject({ verdict: 'FAIL', seen: 'not tried: out of time' });
  });
});
