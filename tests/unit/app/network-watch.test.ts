import { expect, it } from 'vitest';
import { watchNetwork } from '../../../main/app/network-watch';
import { ManualClock } from '../../support/manual-clock';

it('tells once for each change of the addresses, and nothing after disposal', () => {
  const clock = new ManualClock();
  let addresses = '192.168.1.2/24';
  let changes = 0;
  const watch = watchNetwork(
    clock,
    () => (changes += 1),
    () => addresses,
  );
  clock.advance(20_000);
  expect(changes).toBe(0);
  addresses = '10.0.0.7/8';
  clock.advance(20_000);
  expect(changes).toBe(1);
  watch.dispose();
  addresses = '';
  clock.advance(20_000);
  expect(changes).toBe(1);
  expect(clock.waitingTimers).toBe(0);
});
