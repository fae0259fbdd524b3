import { expect, it } from 'vitest';
import { recordNetwork } from '../support/network/record-network';
import { soakSize, writeSoakReport } from '../support/soak';

const idleMs = soakSize('IDLE_MS', { full: 600_000, quick: 5_000 });

it('a start, a sign-in and ten minutes idle reach the server of the account and nothing else', async () => {
  const { isAlive, server, attempts } = await recordNetwork(idleMs);
  const others = attempts.filter(({ address }) => address !== server);
  writeSoakReport('network', { idleMs, server, attempts: attempts.length, others });
  expect(isAlive).toBe(true);
  expect(attempts.length).toBeGreaterThan(0);
  expect(others).toEqual([]);
});
