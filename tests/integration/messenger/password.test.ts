import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FrameType } from '../../../main/protocol/packet-types';
import { fillDiskUnder } from '../../support/full-disk';
import type { SimulatedDevice } from '../../support/simulation/simulated-device';
import { World } from '../../support/simulation/world';

const old = 'correct horse';
const fresh = 'a staple, 12';

let world: World;
let device: SimulatedDevice;
beforeEach(async () => {
  world = await World.create(12);
  device = world.devices.a;
});
afterEach(() => world.dispose());

const change = (currentPassword: string, newPassword: string) =>
  device.require().calls['account.changePassword']({ currentPassword, newPassword });
const state = () => device.require().connection().state;

/** The device ends, starts and connects with what it has kept. */
async function startAgain(): Promise<void> {
  await device.stop();
  await device.start();
  await world.pass(20_000);
}

/** Whether somebody with this password is let in by the server. */
async function isLetIn(password: string): Promise<boolean> {
  const { a2 } = world.devices;
  const form = { ...a2.credentials(), password };
  return (await world.during(a2.require().calls['account.signIn'](form))).ok;
}

describe('the password of an account', () => {
  it('is another one after the change, for the next start here and for everybody who signs in', async () => {
    expect(await world.during(change(old, fresh))).toEqual({ ok: true, value: null });
    await startAgain();
    expect([state(), await isLetIn(old), await isLetIn(fresh)]).toEqual(['online', false, true]);
  });

  it.each([
    ['passwordEmpty', old, ''],
    ['passwordEmpty', '', fresh],
    ['passwordTooShort', old, 'abc12'],
    ['passwordTooLong', old, 'one byte more than 21 '],
    ['passwordTooLong', old, '这个密码有八个字'],
    ['passwordSame', old, old],
    ['passwordTooEasy', old, 'aaaaaaa1'],
    ['passwordTooEasy', old, '12345678'],
    ['passwordTooEasy', old, 'password1'],
  ] as const)('is refused with %s before anything is sent', async (code, currentPassword, newPassword) => {
    const frames: number[] = [];
    device.network.watch = (direction, bytes) => direction === 'out' && frames.push((bytes[0] ?? 0) & 0x7f);
    expect(await change(currentPassword, newPassword)).toEqual({ ok: false, failure: { code } });
    expect(frames).not.toContain(FrameType.business);
    await startAgain();
    expect(state()).toBe('online');
  });

  it('stays when the present one is wrong, and when there is no connection', async () => {
    expect(await world.during(change('wrong horse', fresh))).toEqual({
      ok: false,
      failure: { code: 'currentPasswordWrong' },
    });
    device.network.isReachable = false;
    device.network.cut(false);
    await world.pass(1_000);
    expect(await change(old, fresh)).toEqual({ ok: false, failure: { code: 'offline' } });
    device.network.heal();
    await startAgain();
    expect([state(), await isLetIn(old)]).toEqual(['online', true]);
  });
});

describe('a change of the password whose answer is lost', () => {
  it('is shown to have happened by the sign-in that follows', async () => {
    device.network.spoilNext('in', 'drop', FrameType.ack);
    expect(await world.during(change(old, fresh))).toEqual({ ok: true, value: null });
    await startAgain();
    expect([state(), await isLetIn(fresh)]).toEqual(['online', true]);
  });

  it('is shown not to have happened when the question was lost', async () => {
    device.network.spoilNext('out', 'drop', FrameType.business);
    expect(await world.during(change(old, fresh))).toEqual({ ok: false, failure: { code: 'timedOut' } });
    await startAgain();
    expect([state(), await isLetIn(old)]).toEqual(['online', true]);
  });

  it('is unconfirmed when no sign-in comes about, and either password holds at the next start', async () => {
    for (const isLost of [true, false]) {
      device.network.spoilNext(isLost ? 'out' : 'in', 'drop', isLost ? FrameType.business : FrameType.ack);
      const changing = change(old, fresh);
      await world.pass(100);
      device.network.isReachable = false;
      device.network.cut(true);
      expect(await world.during(changing)).toEqual({ ok: false, failure: { code: 'passwordUnconfirmed' } });
      device.network.heal();
      await startAgain();
      expect(state()).toBe('online');
    }
    expect(await isLetIn(fresh)).toBe(true);
  });

  it('holds over an end of the program at that moment, and over several in a row', async () => {
    const third = 'yet another 3';
    device.network.spoilNext('in', 'drop', FrameType.ack);
    void change(old, fresh);
    await world.pass(50);
    await device.kill();
    await device.start();
    await world.pass(10_000);
    expect(state()).toBe('online');
    device.network.spoilNext('in', 'drop', FrameType.ack);
    void change(fresh, third);
    await world.pass(50);
    await device.kill();
    await device.start();
    await world.pass(10_000);
    expect(state()).toBe('online');
    await startAgain();
    expect([state(), await isLetIn(third)]).toEqual(['online', true]);
  });
});

describe('a change of the password while the disk is full', () => {
  const fill = (): (() => void) => fillDiskUnder(device.require().dataDirectory);

  it('is not asked for when the new one cannot be kept', async () => {
    const end = fill();
    await expect(change(old, fresh)).rejects.toThrow('injected');
    end();
    await startAgain();
    expect([state(), await isLetIn(fresh)]).toEqual(['online', false]);
  });

  it('is done when the server says so, and the next start is let in', async () => {
    let end = (): void => undefined;
    device.network.watch = (direction, bytes) => {
      if (direction === 'out' && ((bytes[0] ?? 0) & 0x7f) === FrameType.business) end = fill();
    };
    expect(await world.during(change(old, fresh))).toEqual({ ok: true, value: null });
    device.network.watch = () => undefined;
    end();
    await startAgain();
    expect([state(), await isLetIn(old), await isLetIn(fresh)]).toEqual(['online', false, true]);
  });
});

describe('another device of the account', () => {
  it('stays signed in, and is told that its password is wrong when it connects again', async () => {
    await world.during(change(old, fresh));
    const { a2 } = world.devices;
    expect(a2.require().connection().state).toBe('online');
    a2.network.cut(false);
    await world.pass(20_000);
    expect(a2.require().connection()).toMatchObject({ state: 'rejected', failure: 'wrongPassword' });
    const form = { ...a2.credentials(), password: fresh };
    expect((await world.during(a2.require().calls['account.signIn'](form))).ok).toBe(true);
  });
});
