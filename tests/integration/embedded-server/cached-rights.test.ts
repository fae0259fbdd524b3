import { afterEach, expect, it } from 'vitest';
import { BusinessType, OdType } from '../../../main/protocol/packet-types';
import { MemoryStage } from './memory-stage';
import { befriend, nextMessage, request, write, type Person } from './server-stage';

let stage: MemoryStage;

afterEach(() => stage.server.stop());

async function friendsWhoWrote(cachedFriendship = true): Promise<readonly [Person, Person]> {
  stage = await MemoryStage.start({ behaviour: { cachedFriendship } });
  const anna = await stage.person('anna');
  const ben = await stage.person('ben');
  await befriend(anna, ben);
  write(anna, ben, { dataString: 'before' });
  await nextMessage(anna);
  await nextMessage(ben);
  return [anna, ben];
}

async function end(by: Person, friend: Person, rtype: number): Promise<void> {
  request(by, { rtype, node: friend.node });
  await by.client.nextAck();
  await friend.client.unexpected();
}

it.each([
  ['removal', BusinessType.removeRoster],
  ['block', BusinessType.blockRoster],
])(
  'T12: the first message one to one after a %s is still delivered, the next is refused',
  async (_, rtype) => {
    const [anna, ben] = await friendsWhoWrote();
    await end(ben, anna, rtype);
    write(anna, ben, { dataString: 'still delivered' });
    expect((await nextMessage(ben)).dataString).toBe('still delivered');
    await nextMessage(anna);
    write(anna, ben, { dataString: 'refused' });
    expect((await anna.client.nextAck()).error?.code).toBe(4105);
    expect(await ben.client.unexpected()).toEqual([]);
  },
);

it('T12: a revoke after a removal is refused and uses up what was cached', async () => {
  const [anna, ben] = await friendsWhoWrote();
  await end(ben, anna, BusinessType.removeRoster);
  write(anna, ben, { odType: OdType.revoke, mid: 1n });
  expect((await anna.client.nextAck()).error?.code).toBe(4105);
  write(anna, ben, { dataString: 'refused' });
  expect((await anna.client.nextAck()).error?.code).toBe(4105);
});

it('T12: without the cache the first message after a removal is refused', async () => {
  const [anna, ben] = await friendsWhoWrote(false);
  await end(ben, anna, BusinessType.removeRoster);
  write(anna, ben, { dataString: 'refused' });
  expect((await anna.client.nextAck()).error?.code).toBe(4105);
});
