import { expect, test } from '@playwright/test';
import { recordNetwork } from '../support/network/record-network';

// Ten minutes run in `npm run test:soak -- --only network`.
const idleMs = 20_000;

test('T44: a start, a sign-in and a conversation with links reach the server of the account and nothing else', async () => {
  const { isAlive, server, attempts } = await recordNetwork(idleMs);
  expect(isAlive).toBe(true);
  expect(attempts.length).toBeGreaterThan(0);
  expect(attempts.filter(({ address }) => address !== server)).toEqual([]);
});
