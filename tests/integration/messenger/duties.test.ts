import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { History } from '../../../main/catch-up/history';
import { World } from '../../support/simulation/world';

let world: World;
beforeEach(async () => {
  world = await World.create(25);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await world.dispose();
});

describe('the comparison with the history', () => {
  it('of one chat that fails, for whatever reason, keeps no other chat from being compared, and is tried again', async () => {
    await world.devices.a.stop();
    await world.devices.a2.stop();
    const compared: string[] = [];
    // Called with its own history, as the original would be.

    const { glance } = History.prototype;
    vi.spyOn(History.prototype, 'glance').mockImplementation(function (this: History, conversationId) {
      compared.push(conversationId);
      const isFailing = conversationId === compared[0];
      if (isFailing) return Promise.reject(new TypeError('a fault of this program'));
      return glance.call(this, conversationId);
    });
    world.devices.b.network.cut(false);
    await world.pass(60_000);
    const chats = (await world.devices.b.require().conversations()).map(
      ({ conversationId }) => conversationId,
    );
    expect([...new Set(compared)].sort()).toEqual([...chats].sort());
    expect(compared.filter((id) => id === compared[0]).length).toBeGreaterThanOrEqual(2);
  });
});
