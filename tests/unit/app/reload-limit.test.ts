import { expect, it } from 'vitest';
import { ReloadLimit } from '../../../main/app/reload-limit';
import { ManualClock } from '../../support/manual-clock';

it('loads a page again after it died, but not twice within a minute', () => {
  const clock = new ManualClock();
  const limit = new ReloadLimit(clock);
  expect(limit.claim('crashed')).toBe(true);
  clock.advance(59_999);
  expect(limit.claim('oom')).toBe(false);
  clock.advance(1);
  expect(limit.claim('crashed')).toBe(true);
});

it('leaves an ordinary end alone, and does not count it', () => {
  const limit = new ReloadLimit(new ManualClock());
  expect(limit.claim('clean-exit')).toBe(false);
  expect(limit.claim('crashed')).toBe(true);
});
