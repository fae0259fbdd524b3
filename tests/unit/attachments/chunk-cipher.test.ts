import { describe, expect, it } from 'vitest';
import {
  attachmentKeyBytes,
  chunkBytes,
  chunkCountOf,
  openChunk,
  sealChunk,
  sealedSizeOf,
  tagBytes,
} from '../../../main/attachments/chunk-cipher';
import { contentOf } from '../../support/attachments/content';

const key = contentOf(1, attachmentKeyBytes);
const file = contentOf(2, 16);
const content = Buffer.from('some content of a chunk');
const place = { file, index: 7, isLast: false };
const sealed = sealChunk(key, place, content);

describe('a sealed chunk', () => {
  it('opens with its key in its place, and holds nothing of its content', () => {
    expect(openChunk(key, place, sealed)).toEqual(content);
    expect(sealed).toHaveLength(content.length + tagBytes);
    expect(sealed.includes(content.subarray(0, 4))).toBe(false);
  });

  it.each([
    ['with another key', contentOf(3, attachmentKeyBytes), place],
    ['as another chunk', key, { ...place, index: 8 }],
    ['as a chunk 2^24 further on', key, { ...place, index: 7 + 2 ** 24 }],
    ['as the last one', key, { ...place, isLast: true }],
    ['in another file', key, { ...place, file: contentOf(4, 16) }],
  ])('does not open %s', (_what, otherKey, otherPlace) => {
    expect(openChunk(otherKey, otherPlace, sealed)).toBeNull();
  });

  it('does not open when any bit of it is another', () => {
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ (1 << (index % 8));
      expect(openChunk(key, place, changed)).toBeNull();
    }
  });

  it('does not open when it is cut off anywhere', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(openChunk(key, place, sealed.subarray(0, length))).toBeNull();
    }
  });

  it('is another one for the same content elsewhere', () => {
    expect(sealChunk(key, { ...place, index: 8 }, content)).not.toEqual(sealed);
  });
});

describe('the length of a file', () => {
  it.each([
    [0, 1],
    [1, 1],
    [chunkBytes, 1],
    [chunkBytes + 1, 2],
    [10 * chunkBytes, 10],
  ])('for %i bytes of content has the tags of %i chunks', (sizeBytes, chunks) => {
    expect([chunkCountOf(sizeBytes), sealedSizeOf(sizeBytes)]).toEqual([
      chunks,
      sizeBytes + chunks * tagBytes,
    ]);
  });
});
