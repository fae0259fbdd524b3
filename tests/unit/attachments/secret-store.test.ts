import { beforeEach, describe, expect, it } from 'vitest';
import {
  ownerBytes,
  secretBytes,
  SecretStore,
  type SecretPlace,
} from '../../../main/attachments/secret-store';
import { codeOf, contentOf } from '../../support/attachments/content';
import { MemoryDisk } from '../../support/attachments/memory-disk';
import { SeededChance } from '../../support/seeded-chance';

const path = '/account/secrets';
const sealingKey = contentOf(99, 32);
const slotBytes = 64;
let disk: MemoryDisk;
let store: SecretStore;
const open = (key = sealingKey, mostSlots = 1_000): Promise<SecretStore> =>
  SecretStore.open({ disk, path, sealingKey: key, mostSlots });
beforeEach(async () => {
  disk = new MemoryDisk();
  store = await open();
});

const ownerOf = (number: number): Buffer => contentOf(1_000 + number, ownerBytes);
const secretOf = (number: number): Buffer => contentOf(2_000 + number, secretBytes);
async function put(number: number): Promise<SecretPlace> {
  return { slot: await store.put(ownerOf(number), secretOf(number)), owner: ownerOf(number) };
}
const secretAt = (place: SecretPlace): Promise<Buffer | null> =>
  store.use(place, (secret) => Buffer.from(secret));
async function slots(): Promise<readonly number[]> {
  const all: number[] = [];
  for await (const places of store.places()) all.push(...places.map(({ slot }) => slot));
  return all;
}
const diskSays = (name: string, code: string): void => {
  disk.beforeCall = (call) => {
    if (call === name) throw Object.assign(new Error('injected'), { code });
  };
};

describe('a secret', () => {
  it('is lent to its owner, and wiped when the work is done', async () => {
    const place = await put(1);
    let lent: Buffer = Buffer.alloc(0);
    expect(await store.use(place, (secret) => Buffer.from((lent = secret)))).toEqual(secretOf(1));
    expect(lent).toEqual(Buffer.alloc(secretBytes));
  });

  it('is wiped when the work throws, too', async () => {
    const place = await put(1);
    let lent: Buffer = Buffer.alloc(0);
    const work = (secret: Buffer): void => {
      lent = secret;
      throw new Error('no');
    };
    await expect(store.use(place, work)).rejects.toThrow('no');
    expect(lent).toEqual(Buffer.alloc(secretBytes));
  });

  it('is still there after a power cut, once it was kept', async () => {
    const places = [await put(1), await put(2), await put(3)];
    disk.losePower(new SeededChance(1));
    store = await open();
    expect(await Promise.all(places.map(secretAt))).toEqual([secretOf(1), secretOf(2), secretOf(3)]);
  });

  it('does not lie in the file in the clear, and neither does anything that another account could open', async () => {
    const place = await put(1);
    expect(disk.image().includes(secretOf(1).subarray(0, 8))).toBe(false);
    const other = await open(contentOf(98, 32));
    expect(await codeOf(() => other.use(place, () => 0))).toBe('damaged');
  });

  it('is not given to another owner, from another slot, or from no slot', async () => {
    const place = await put(1);
    for (const slot of [0, 2, 63, 64, 100_000, -1]) expect(await secretAt({ ...place, slot })).toBeNull();
    expect(await secretAt({ ...place, owner: ownerOf(2) })).toBeNull();
  });

  it('that was changed on the disk, or moved to another slot, is damaged', async () => {
    const place = await put(1);
    for (let offset = ownerBytes; offset < slotBytes; offset += 1) {
      const flip = (bytes: Buffer): Buffer => {
        const at = place.slot * slotBytes + offset;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        return bytes;
      };
      disk.tamper(path, flip);
      expect(await codeOf(() => secretAt(place))).toBe('damaged');
      disk.tamper(path, flip);
    }
    disk.tamper(path, (bytes) => {
      bytes.copy(bytes, 5 * slotBytes, place.slot * slotBytes, (place.slot + 1) * slotBytes);
      return bytes;
    });
    expect(await codeOf(() => secretAt({ ...place, slot: 5 }))).toBe('damaged');
    expect(await secretAt(place)).toEqual(secretOf(1));
  });
});

describe('destroying a secret', () => {
  it('leaves nothing of it in the file, sealed or not, whatever a power cut brings back', async () => {
    const place = await put(1);
    await put(2);
    const slot = disk.image().subarray(place.slot * slotBytes, (place.slot + 1) * slotBytes);
    const sealed = Buffer.from(slot.subarray(ownerBytes));
    expect(disk.image().includes(sealed)).toBe(true);
    expect(await store.destroy([place])).toBe(1);
    expect(await secretAt(place)).toBeNull();
    disk.losePower(new SeededChance(1));
    for (let start = 0; start + 8 <= sealed.length; start += 1) {
      expect(disk.image().includes(sealed.subarray(start, start + 8))).toBe(false);
    }
    store = await open();
    expect(await slots()).toEqual([2]);
  });

  it('may be done again, and leaves alone what has become the slot of somebody else', async () => {
    const first = await put(1);
    await store.destroy([first]);
    const second = await put(2);
    expect(second.slot).toBe(first.slot);
    expect(await store.destroy([first])).toBe(0);
    expect(await secretAt(second)).toEqual(secretOf(2));
  });

  it('that the disk did not confirm is done again, although the slot reads as empty', async () => {
    const place = await put(1);
    diskSays('sync', 'EIO');
    expect(await codeOf(() => store.destroy([place]))).toBe('diskFailing');
    disk.beforeCall = () => undefined;
    // Until then nobody else gets the slot.
    expect((await put(2)).slot).not.toBe(place.slot);
    expect(await store.destroy([place])).toBe(1);
    disk.losePower(new SeededChance(3));
    store = await open();
    expect(await secretAt(place)).toBeNull();
  });
});

describe('a secret store', () => {
  it('gives slots again, and grows by blocks', async () => {
    const places = await Promise.all(Array.from({ length: 200 }, (_, number) => put(number)));
    expect(new Set(places.map(({ slot }) => slot)).size).toBe(200);
    await store.destroy(places.slice(10, 20));
    const again = await Promise.all(Array.from({ length: 10 }, (_, number) => put(300 + number)));
    expect(again.map(({ slot }) => slot)).toEqual(places.slice(10, 20).map(({ slot }) => slot));
    disk.losePower(new SeededChance(1));
    store = await open();
    expect((await slots()).length).toBe(200);
    expect(await secretAt(places[199]!)).toEqual(secretOf(199));
  });

  it('has a limit, and says when it is reached', async () => {
    store = await open(sealingKey, 4);
    for (const number of [1, 2, 3]) await put(number);
    expect(await codeOf(() => put(4))).toBe('tooMany');
  });

  it.each([
    ['write', 'ENOSPC', 'diskFull'],
    ['sync', 'EIO', 'diskFailing'],
    ['write', 'EROFS', 'diskReadOnly'],
  ])('in which a %s fails with %s says so, and keeps nothing', async (call, code, failure) => {
    await put(1);
    diskSays(call, code);
    expect(await codeOf(() => put(2))).toBe(failure);
    disk.beforeCall = () => undefined;
    const next = await put(3);
    expect(await secretAt(next)).toEqual(secretOf(3));
    expect(await secretAt({ ...next, owner: ownerOf(2) })).toBeNull();
  });

  it('that is another file is damaged, and is not touched', async () => {
    disk.tamper(path, () => Buffer.from('something else'));
    const before = disk.image();
    expect(await codeOf(() => open())).toBe('damaged');
    expect(disk.image()).toEqual(before);
  });

  it('whose making was cut off is made', async () => {
    for (const length of [0, 64, 512, 4_096]) {
      disk.tamper(path, () => Buffer.alloc(length));
      store = await open();
      expect(await secretAt(await put(1))).toEqual(secretOf(1));
      store = await open();
      expect(await slots()).toEqual([1]);
    }
  });

  it('that has ended does nothing more', async () => {
    const place = await put(1);
    await store.close();
    await store.close();
    expect(await codeOf(() => put(2))).toBe('ended');
    expect(await codeOf(() => secretAt(place))).toBe('ended');
  });
});
