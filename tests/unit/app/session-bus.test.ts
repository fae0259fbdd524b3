import { describe, expect, it } from 'vitest';
import { hasSessionBus } from '../../../main/app/session-bus';

const missing = (): boolean => false;

describe('hasSessionBus', () => {
  it('believes an address', () => {
    expect(hasSessionBus({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, missing)).toBe(true);
  });

  it('respects that the bus was switched off', () => {
    const environment = { DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_RUNTIME_DIR: '/run/user/1000' };
    expect(hasSessionBus(environment, () => true)).toBe(false);
  });

  it("looks for the bus in the user's runtime folder", () => {
    const environment = { XDG_RUNTIME_DIR: '/run/user/1000' };
    expect(hasSessionBus(environment, (path) => path === '/run/user/1000/bus')).toBe(true);
    expect(hasSessionBus(environment, missing)).toBe(false);
  });

  it('finds none in an empty environment', () => {
    expect(hasSessionBus({}, () => true)).toBe(false);
  });
});
