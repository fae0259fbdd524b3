import { describe, expect, it } from 'vitest';
import { DeviceLimit, type LimitBehaviour } from '../../../main/embedded-server/device-limit';
import { realBehaviour } from '../../../main/embedded-server/server-behaviour';

const phone = { termtyp: 1, name: 'phone' };
const desktop = { termtyp: 4, name: 'desktop' };
const tablet = { termtyp: 4, name: 'tablet' };

function limitOf(
  deviceLimit: number,
  deviceTypeLimit = 0,
  behaviour: Partial<LimitBehaviour> = {},
): DeviceLimit {
  const options = { deviceLimit, deviceTypeLimit, authMinMs: 10_000 };
  return new DeviceLimit(options, { ...realBehaviour, ...behaviour });
}

describe('the device limit', () => {
  it('lets in as many devices as it allows', () => {
    const login = { node: 'n', termtyp: 4, nowMs: 0 };
    expect(limitOf(2).decide(login, [phone])).toEqual({ kind: 'admit' });
  });

  it('refuses one more within ten seconds of the last login', () => {
    const limit = limitOf(1);
    limit.recordLogin('n', 1_000);
    expect(limit.decide({ node: 'n', termtyp: 4, nowMs: 10_999 }, [phone])).toEqual({ kind: 'refuse' });
  });

  it('lets one more in later, in the place of the oldest device', () => {
    const limit = limitOf(2);
    limit.recordLogin('n', 1_000);
    const login = { node: 'n', termtyp: 4, nowMs: 11_000 };
    expect(limit.decide(login, [phone, desktop])).toEqual({ kind: 'evict', device: phone });
  });

  it('counts logins per account', () => {
    const limit = limitOf(1);
    limit.recordLogin('other', 1_000);
    expect(limit.decide({ node: 'n', termtyp: 4, nowMs: 1_001 }, [phone])).toEqual({
      kind: 'evict',
      device: phone,
    });
  });

  it('lets in one more of a kind than the limit per kind says, as tim does', () => {
    const limit = limitOf(9, 1);
    limit.recordLogin('n', 0);
    expect(limit.decide({ node: 'n', termtyp: 4, nowMs: 1 }, [desktop])).toEqual({ kind: 'admit' });
    expect(limit.decide({ node: 'n', termtyp: 4, nowMs: 1 }, [desktop, tablet])).toEqual({ kind: 'refuse' });
    expect(limit.decide({ node: 'n', termtyp: 1, nowMs: 1 }, [desktop, tablet])).toEqual({ kind: 'admit' });
  });

  it('lets in as many of a kind as it says when that defect is off', () => {
    const limit = limitOf(9, 1, { deviceTypeOffByOne: false });
    limit.recordLogin('n', 0);
    expect(limit.decide({ node: 'n', termtyp: 4, nowMs: 1 }, [desktop])).toEqual({ kind: 'refuse' });
    expect(limit.decide({ node: 'n', termtyp: 4, nowMs: 1 }, [phone])).toEqual({ kind: 'admit' });
  });

  it('refuses one more for ever when nobody may be evicted', () => {
    const limit = limitOf(1, 0, { overEntryKick: false });
    expect(limit.decide({ node: 'n', termtyp: 4, nowMs: 99_999 }, [phone])).toEqual({ kind: 'refuse' });
  });
});
