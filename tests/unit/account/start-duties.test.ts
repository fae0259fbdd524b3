import { afterEach, describe, expect, it } from 'vitest';
import { StartDuties } from '../../../main/account/start-duties';
import type { FailureCode } from '../../../preload/contract/result';
import { silentLogger } from '../../../main/platform/logger';
import { ManualClock } from '../../support/manual-clock';

const clock = new ManualClock();
let starts: StartDuties;

function startWith(answers: ReadonlyMap<string, FailureCode | null>): void {
  starts = new StartDuties({
    clock,
    logger: silentLogger,
    open: (accountId) => Promise.resolve(answers.get(accountId) ?? null),
    changed: () => undefined,
  });
  for (const accountId of answers.keys()) starts.run(accountId);
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('opening the accounts of the last session', () => {
  afterEach(() => starts.dispose());

  it('tells of each that is not open why, the shown one first, until it is open or decided about', async () => {
    const answers = new Map<string, FailureCode | null>([
      ['shown', 'diskFull'],
      ['well', null],
      ['other', 'keyUnavailable'],
    ]);
    startWith(answers);
    await settle();
    expect(starts.failed()).toEqual([
      { accountId: 'shown', reason: 'diskFull', isRetried: true },
      { accountId: 'other', reason: 'keyUnavailable', isRetried: false },
    ]);
    answers.set('shown', null);
    clock.advance(60_000);
    await settle();
    expect(starts.failed()).toEqual([{ accountId: 'other', reason: 'keyUnavailable', isRetried: false }]);
    starts.end('other');
    expect(starts.failed()).toEqual([]);
  });
});
