import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttachmentStore } from '../../../main/attachments/attachment-store';
import { chunkBytes } from '../../../main/attachments/chunk-cipher';
import { bytesIn, codeOf, contentOf, inParts } from '../../support/attachments/content';
import { MemoryDisk } from '../../support/attachments/memory-disk';
import { SeededRandom } from '../../support/seeded-random';

const mostBytes = 4 * chunkBytes;
const lengths = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: mostBytes }),
  fc.constantFrom(chunkBytes, 2 * chunkBytes, chunkBytes - 1, chunkBytes + 1),
);
const share = fc.double({ min: 0, max: 1, noNaN: true });

async function storeOn(disk: MemoryDisk, seed: number): Promise<AttachmentStore> {
  const [random, sealingKey] = [new SeededRandom(seed), contentOf(1, 32)];
  return AttachmentStore.open({ folder: '/account', sealingKey, random, disk });
}

describe('an attachment', () => {
  it('gives every range of its content, in whatever parts it came', async () => {
    await fc.assert(
      fc.asyncProperty(
        lengths,
        fc.integer({ min: 1, max: 200_000 }),
        fc.array(fc.tuple(share, share), { maxLength: 8 }),
        async (length, partBytes, shares) => {
          const content = contentOf(length, length);
          const store = await storeOn(new MemoryDisk(), length);
          const place = await store.keep(inParts(content, partBytes), { mostBytes });
          for (const [one, other] of shares) {
            const start = Math.floor(Math.min(one, other) * length);
            const end = Math.floor(Math.max(one, other) * length);
            const found = await bytesIn(store, place, { start, end });
            expect(found.equals(content.subarray(start, end))).toBe(true);
            const atOnce = start === end ? found : await store.readAtOnce(place, { start, end });
            expect(atOnce.equals(found)).toBe(true);
          }
          expect((await bytesIn(store, place)).equals(content)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('of which any byte was changed is damaged, and gives nothing that was not written', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, share, fc.integer({ min: 1, max: 255 }), async (length, where, change) => {
        const disk = new MemoryDisk();
        const content = contentOf(length, length);
        const store = await storeOn(disk, length);
        const place = await store.keep([content], { mostBytes });
        disk.tamper(`/account/attachments/${place.id}`, (bytes) => {
          const at = Math.min(bytes.length - 1, Math.floor(where * bytes.length));
          bytes[at] = (bytes[at] ?? 0) ^ change;
          return bytes;
        });
        const given: Uint8Array[] = [];
        const code = await codeOf(async () => {
          for await (const part of store.read(place)) given.push(part);
        });
        expect(code).toBe('damaged');
        if (length > 0)
          expect(await codeOf(() => store.readAtOnce(place, { start: 0, end: length }))).toBe('damaged');
        const bytes = Buffer.concat(given);
        expect(bytes.equals(content.subarray(0, bytes.length))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
