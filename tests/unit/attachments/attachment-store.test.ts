import { beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentPlace } from '../../../main/domain/attachment';
import { AttachmentStore } from '../../../main/attachments/attachment-store';
import { chunkBytes, sealedChunkBytes, sealedSizeOf, tagBytes } from '../../../main/attachments/chunk-cipher';
import { toAttachmentId } from '../../../main/domain/ids';
import { bytesIn, codeOf, contentOf, inParts } from '../../support/attachments/content';
import { KnownAttachments } from '../../support/attachments/known-attachments';
import { MemoryDisk } from '../../support/attachments/memory-disk';
import { SeededChance } from '../../support/seeded-chance';
import { SeededRandom } from '../../support/seeded-random';

const sealingKey = contentOf(99, 32);
const limit = { mostBytes: 10 * chunkBytes };
const content = contentOf(1, 3 * chunkBytes + 1_000);
let disk: MemoryDisk;
let random: SeededRandom;
let known: KnownAttachments;
let store: AttachmentStore;
const open = (): Promise<AttachmentStore> =>
  AttachmentStore.open({ folder: '/account', sealingKey, random, disk });
beforeEach(async () => {
  disk = new MemoryDisk();
  random = new SeededRandom(7);
  known = new KnownAttachments();
  store = await open();
});

async function keep(bytes: Uint8Array = content): Promise<AttachmentPlace> {
  const place = await store.keep(inParts(bytes, 10_000), limit);
  known.add(place);
  return place;
}
const fileOf = ({ id }: AttachmentPlace): string => `/account/attachments/${id}`;
function sealedBytesOf(place: AttachmentPlace): Buffer {
  let sealed: Buffer = Buffer.alloc(0);
  disk.tamper(fileOf(place), (bytes) => (sealed = bytes));
  return Buffer.from(sealed);
}
/** Compares like `toEqual`, which takes seconds for so many bytes. */
function expectBytes(found: Uint8Array, expected: Uint8Array): void {
  expect(found.length).toBe(expected.length);
  expect(Buffer.compare(found, expected)).toBe(0);
}
const files = (): Promise<readonly string[]> => disk.list('/account/attachments');
async function restart(): Promise<void> {
  await store.close();
  store = await open();
}
const diskSays = (name: string, code: string): void => {
  disk.beforeCall = (call) => {
    if (call === name) throw Object.assign(new Error('injected'), { code });
  };
};
const diskIsWell = (): void => {
  disk.beforeCall = () => undefined;
};

describe('an attachment', () => {
  it.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes])(
    'of %i bytes is read as it was written, also after a start',
    async (length) => {
      const bytes = contentOf(2, length);
      const place = await keep(bytes);
      expect(place.sizeBytes).toBe(length);
      expectBytes(await bytesIn(store, place), bytes);
      await restart();
      expectBytes(await bytesIn(store, place), bytes);
    },
  );

  it('lies on the disk without a piece of its content, in a file whose name says nothing', async () => {
    const place = await keep();
    for (let start = 0; start < content.length; start += 5_000) {
      expect(disk.image().includes(content.subarray(start, start + 12))).toBe(false);
    }
    expect(await files()).toEqual([place.id]);
    expect(place.id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is sealed with a key of its own: the same content twice are two different files', async () => {
    const [first, second] = [await keep(), await keep()];
    const [one, other] = [sealedBytesOf(first), sealedBytesOf(second)];
    for (let start = 0; start + 16 <= one.length; start += 1_000) {
      expect(other.includes(one.subarray(start, start + 16))).toBe(false);
    }
    expectBytes(await bytesIn(store, first), await bytesIn(store, second));
  });

  it('gives any part of it, and reads no more of the file than that part needs', async () => {
    const place = await keep();
    let reads = 0;
    disk.beforeCall = (call) => void (reads += call === 'read' ? 1 : 0);
    const range = { start: 2 * chunkBytes + 5, end: 2 * chunkBytes + 15 };
    expectBytes(await bytesIn(store, place, range), content.subarray(range.start, range.end));
    // One chunk, and the slot of the key.
    expect(reads).toBe(2);
    expectBytes(await bytesIn(store, place, { start: content.length }), Buffer.alloc(0));
  });

  it.each([
    [-1, 5],
    [5, 4],
    [0, content.length + 1],
    [Number.NaN, 5],
  ])('has no part from %d to %d', async (start, end) => {
    const place = await keep();
    await expect(bytesIn(store, place, { start, end })).rejects.toThrow(RangeError);
  });

  it('that is larger than was agreed is refused, and nothing of it stays', async () => {
    expect(await codeOf(() => store.keep(inParts(content, 10_000), { mostBytes: content.length - 1 }))).toBe(
      'tooLarge',
    );
    expect(await files()).toEqual([]);
  });

  it('whose source fails is given up with the failure of the source', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      yield content;
      throw new Error('the line was lost');
    }
    await expect(store.keep(source(), limit)).rejects.toThrow('the line was lost');
    expect(await files()).toEqual([]);
  });

  it.each([
    ['create', 'ENOSPC', 'diskFull'],
    ['write', 'ENOSPC', 'diskFull'],
    ['sync', 'EIO', 'diskFailing'],
    ['syncFolder', 'EIO', 'diskFailing'],
    ['create', 'EROFS', 'diskReadOnly'],
  ])(
    'for which a %s fails with %s is refused in words, and nothing of it stays',
    async (call, code, failure) => {
      diskSays(call, code);
      expect(await codeOf(() => keep())).toBe(failure);
      diskIsWell();
      expect(await files()).toEqual([]);
      expect(await store.sweep(known)).toEqual({ keys: 0, files: 0 });
      const place = await keep();
      expectBytes(await bytesIn(store, place), content);
    },
  );
});

describe('a file that was tampered with', () => {
  const changes: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['the last chunk cut off', (bytes) => bytes.subarray(0, 3 * sealedChunkBytes)],
    ['one byte cut off', (bytes) => bytes.subarray(0, -1)],
    ['one byte more', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)])],
    ['nothing in it', () => Buffer.alloc(0)],
    ['two chunks in each other’s place', swapped],
    [
      'a chunk twice',
      (bytes) =>
        Buffer.concat([
          bytes.subarray(0, sealedChunkBytes),
          bytes.subarray(0, sealedChunkBytes),
          bytes.subarray(2 * sealedChunkBytes),
        ]),
    ],
  ];
  it.each(changes)('with %s is damaged', async (_what, change) => {
    const place = await keep();
    disk.tamper(fileOf(place), change);
    expect(await codeOf(() => bytesIn(store, place))).toBe('damaged');
  });

  it('with a changed byte gives nothing of the chunk it is in, and all others', async () => {
    const place = await keep();
    disk.tamper(fileOf(place), (bytes) => {
      bytes[sealedChunkBytes + 9] = (bytes[sealedChunkBytes + 9] ?? 0) ^ 4;
      return bytes;
    });
    const first = { start: 0, end: chunkBytes };
    expectBytes(await bytesIn(store, place, first), content.subarray(0, chunkBytes));
    expect(await codeOf(() => bytesIn(store, place, { start: chunkBytes, end: chunkBytes + 1 }))).toBe(
      'damaged',
    );
    expectBytes(await bytesIn(store, place, { start: 2 * chunkBytes }), content.subarray(2 * chunkBytes));
  });

  it('in the name of another one is damaged', async () => {
    const [first, second] = [await keep(), await keep()];
    const bytes = sealedBytesOf(first);
    disk.tamper(fileOf(second), () => bytes);
    expect(await codeOf(() => bytesIn(store, second))).toBe('damaged');
  });

  it('so that a shorter content is believed is damaged where it ends', async () => {
    const place = await keep();
    const shorter = { ...place, sizeBytes: 2 * chunkBytes };
    disk.tamper(fileOf(place), (bytes) => bytes.subarray(0, sealedSizeOf(shorter.sizeBytes)));
    expect(await codeOf(() => bytesIn(store, shorter))).toBe('damaged');
  });
});

describe('erasing an attachment', () => {
  it('destroys its key where it lies, and its file goes after', async () => {
    const place = await keep();
    const kept = await keep();
    await store.erase(place);
    expect(await codeOf(() => bytesIn(store, place))).toBe('gone');
    expect(await files()).toEqual([kept.id]);
    expectBytes(await bytesIn(store, kept), content);
    await store.erase(place);
    expectBytes(await bytesIn(store, kept), content);
  });

  it('makes its file unreadable even where the file cannot be removed, and removes it when asked again', async () => {
    const place = await keep();
    diskSays('remove', 'EBUSY');
    expect(await codeOf(() => store.erase(place))).toBe('fileLocked');
    expect(await codeOf(() => bytesIn(store, place))).toBe('gone');
    diskIsWell();
    await store.erase(place);
    expect(await files()).toEqual([]);
  });

  it('ends a reading that is under way before its next chunk', async () => {
    const place = await keep();
    const reading = store.read(place);
    expect((await reading.next()).value).toHaveLength(chunkBytes);
    await store.erase(place);
    expect(await codeOf(() => reading.next())).toBe('gone');
  });

  it('leaves one alone that has got the same slot since', async () => {
    const place = await keep();
    await store.erase(place);
    const next = await keep();
    expect(next.slot).toBe(place.slot);
    await store.erase(place);
    expectBytes(await bytesIn(store, next), content);
    expect(await codeOf(() => bytesIn(store, place))).toBe('gone');
  });
});

describe('the sweep after a start', () => {
  it('removes half files, finished ones that nobody committed, and erased ones that a kill spared', async () => {
    const kept = await keep();
    const uncommitted = await store.keep([content], limit);
    const writer = await store.begin(limit);
    await writer.write(content);
    const erased = await keep();
    known.remove(erased);
    // The end of a process, not of a store: nothing is given up in order.
    store = await open();
    expect(await store.sweep(known)).toEqual({ keys: 2, files: 3 });
    expect(await files()).toEqual([kept.id]);
    expectBytes(await bytesIn(store, kept), content);
    for (const place of [uncommitted, erased]) expect(await codeOf(() => bytesIn(store, place))).toBe('gone');
  });

  it('spares what was begun since, and what somebody else put into the folder', async () => {
    await disk.create('/account/attachments/Thumbs.db');
    const writer = await store.begin(limit);
    await writer.write(content);
    const finished = await store.keep([content], limit);
    expect(await store.sweep(known)).toEqual({ keys: 0, files: 0 });
    expectBytes(await bytesIn(store, finished), content);
    expectBytes(await bytesIn(store, await writer.finish()), content);
    expect(await files()).toContain('Thumbs.db');
  });

  it('can be done again after a failure', async () => {
    await store.keep([content], limit);
    await restart();
    diskSays('remove', 'EROFS');
    expect(await codeOf(() => store.sweep(known))).toBe('diskReadOnly');
    diskIsWell();
    expect(await store.sweep(known)).toEqual({ keys: 0, files: 1 });
  });

  it('finds its way through thousands of attachments', async () => {
    for (let number = 0; number < 1_200; number += 1) {
      const place = await store.keep([Buffer.of(number % 256)], limit);
      if (number % 3 === 0) known.add(place);
    }
    await restart();
    expect(await store.sweep(known)).toEqual({ keys: 800, files: 800 });
    expect(new Set(await files())).toEqual(new Set(known.all.map(({ id }) => id)));
    for (const [index, place] of known.all.entries()) {
      expect(await bytesIn(store, place)).toEqual(Buffer.of((index * 3) % 256));
    }
  });
});

describe('a store that has ended', () => {
  it('gives up what is being written, and refuses everything', async () => {
    const place = await keep();
    const writer = await store.begin(limit);
    await writer.write(content);
    await store.close();
    expect(await files()).toEqual([place.id]);
    for (const call of [
      () => writer.write(content),
      () => writer.finish(),
      () => keep(),
      () => bytesIn(store, place),
      () => store.erase(place),
      () => store.sweep(known),
    ]) {
      expect(await codeOf(call)).toBe('ended');
    }
    expect(await files()).toEqual([place.id]);
  });

  it('while an attachment was being finished keeps none or all of it', async () => {
    for (let turns = 0; turns < 60; turns += 1) {
      const writer = await store.begin(limit);
      await writer.write(content);
      const finishing = writer.finish().then(
        (place) => place,
        () => null,
      );
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await store.close();
      const place = await finishing;
      store = await open();
      if (place !== null) known.add(place);
      const swept = await store.sweep(known);
      expect(swept.files).toBe(0);
      if (place !== null) expectBytes(await bytesIn(store, place), content);
    }
  });
});

it('an id of somebody’s making names no file outside of the folder', async () => {
  const place = { id: toAttachmentId('../secrets'), slot: 1, sizeBytes: 10 };
  expect(await codeOf(() => bytesIn(store, place))).toBe('gone');
  expect(await codeOf(() => store.erase(place))).toBe('gone');
  expectBytes(await bytesIn(store, await keep()), content);
});

it('a power cut after a kept attachment was committed takes nothing of it away', async () => {
  const place = await keep();
  for (let seed = 0; seed < 20; seed += 1) {
    disk.losePower(new SeededChance(seed));
    store = await open();
    await store.sweep(known);
    expectBytes(await bytesIn(store, place), content);
  }
});

function swapped(bytes: Buffer): Buffer {
  const [first, second] = [
    bytes.subarray(0, sealedChunkBytes),
    bytes.subarray(sealedChunkBytes, 2 * sealedChunkBytes),
  ];
  return Buffer.concat([second, first, bytes.subarray(2 * sealedChunkBytes)]);
}

it('the tag of a chunk is as long as the format says', () => {
  expect(sealedChunkBytes - chunkBytes).toBe(tagBytes);
});
