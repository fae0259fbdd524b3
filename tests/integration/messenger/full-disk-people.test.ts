import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFailureOf } from '../../../main/platform/disk-failure';
import { fillDiskUnder } from '../../support/full-disk';
import { World } from '../../support/simulation/world';
import { valueOf } from '../../support/test-messenger';

let world: World;
let end: () => void;
beforeEach(async () => {
  world = await World.create(31);
  end = () => undefined;
  // With the second one no list is empty: tim says nothing of those that are.
  valueOf(await world.during(calls('b')['rooms.create']({ title: 'another', isOpen: true })));
});
afterEach(async () => {
  end();
  await world.dispose();
});

const calls = (device: 'a' | 'b') => world.devices[device].require().calls;
const stateOf = async (device: 'a' | 'b'): Promise<string> => {
  const contacts = await world.devices[device].require().contacts();
  return contacts.find(({ node }) => node === world.nodeOf(device === 'a' ? 'b' : 'a'))?.state ?? 'nobody';
};
const rooms = async (device: 'a' | 'b') =>
  valueOf(await calls(device)['rooms.list'](null)).map(({ name, standing }) => `${name} ${standing}`);

/** The server does it, the disk does not take it, and the user is told; then there is room, and nobody does anything. */
async function withoutDisk(code: string, deed: () => unknown): Promise<void> {
  end = fillDiskUnder(world.devices.b.require().dataDirectory, code);
  const failure = await world.during(
    Promise.resolve()
      .then(deed)
      .then(
        () => null,
        (error: unknown) => diskFailureOf(error),
      ),
  );
  expect(failure).not.toBeNull();
  await world.pass(30_000);
  end();
  await world.pass(60_000);
}

describe.each(['SQLITE_FULL', 'SQLITE_BUSY'])(
  'a disk that takes nothing in the middle of a deed (%s)',
  (code) => {
    it('is told, and the friend who was accepted is one as soon as there is room', async () => {
      valueOf(await world.during(calls('a')['contacts.remove']({ node: world.nodeOf('b') })));
      await world.pass(3_000);
      valueOf(await world.during(calls('a')['contacts.add']({ node: world.nodeOf('b'), greeting: '' })));
      await world.pass(3_000);
      expect(await stateOf('b')).toBe('incoming');
      await withoutDisk(code, () => calls('b')['contacts.accept']({ node: world.nodeOf('a') }));
      expect([await stateOf('a'), await stateOf('b')]).toEqual(['friend', 'friend']);
    });

    it('is told, and whoever was blocked is as soon as there is room', async () => {
      await withoutDisk(code, () => calls('b')['contacts.block']({ node: world.nodeOf('a') }));
      expect(await stateOf('b')).toBe('blocked');
    });

    it('is told, and a room that was made is one’s own, and one that was left is left, as soon as there is room', async () => {
      await withoutDisk(code, () => calls('b')['rooms.create']({ title: 'made', isOpen: true }));
      expect([...(await rooms('b'))].sort()).toEqual(['another member', 'made member', 'r member']);
      await withoutDisk(code, () => calls('b')['rooms.leave']({ node: world.nodeOf('room') }));
      expect([...(await rooms('b'))].sort()).toEqual(['another member', 'made member', 'r out']);
    });

    it('is told, and a profile that was changed is known as soon as there is room, and the choice of a presence is not half made', async () => {
      await withoutDisk(code, () => calls('b')['profile.change']({ nickname: '小满' }));
      const { profile } = valueOf(await calls('b')['people.profile']({ node: world.nodeOf('b') }));
      expect(profile.nickname).toBe('小满');
      await withoutDisk(code, () => calls('b')['presence.choose']({ choice: 'busy', note: 'no' }));
      const { presence } = world.devices.b.require().current() ?? {};
      expect(presence).toEqual({ choice: 'online', note: '', shown: 'online' });
      const seen = await calls('a')['presence.byNodes']({ nodes: [world.nodeOf('b')] });
      expect(valueOf(seen)).toMatchObject([{ presence: 'online', note: '' }]);
    });
  },
);
