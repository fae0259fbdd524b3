import { describe, expect, it } from 'vitest';
import { measureLateness } from '../../support/forensics/burn-lateness';

describe('a hundred burn clocks in real time', () => {
  it('all end, and none before its moment', async () => {
    const report = await measureLateness({ messages: 100, seed: 20_260_101 });
    expect(report.gone).toBe(100);
    expect(report.earliestMs).toBeGreaterThanOrEqual(0);
  });
});
