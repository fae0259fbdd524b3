import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { lacksRows } from '../../../renderer/base/pictures/png-rows';
import { paintedPng } from '../../support/forensics/painted-png';
import { movingGif } from '../../support/moving-pictures';

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(__dirname, '../../fixtures/pictures', name)));

/** A PNG with a head of this kind and so many bytes of packed rows, cut into two parts. */
function pngOf(
  head: { width: number; height: number; depth: number; colourType: number; interlace?: number },
  rowBytes: number,
): Uint8Array<ArrayBuffer> {
  const chunk = (name: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
  };
  const fields = Buffer.alloc(13);
  fields.writeUInt32BE(head.width, 0);
  fields.writeUInt32BE(head.height, 4);
  fields.set([head.depth, head.colourType, 0, 0, head.interlace ?? 0], 8);
  const packed = deflateSync(Buffer.alloc(rowBytes));
  const half = Math.floor(packed.length / 2);
  const parts = [packed.subarray(0, half), packed.subarray(half)].map((part) => chunk('IDAT', part));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', fields), ...parts, chunk('IEND', Buffer.alloc(0))]),
  );
}

describe('a PNG whose file ends as it should', () => {
  it('has all rows that its head claims, or is told apart', async () => {
    const whole = new Uint8Array(paintedPng(40, () => [1, 2, 3]));
    expect(await lacksRows(whole)).toBe(false);
    new DataView(whole.buffer).setUint32(20, 41);
    expect(await lacksRows(whole)).toBe(true);
    expect(await lacksRows(fixture('png-declares-ten-times-its-rows.png'))).toBe(true);
  });

  it.each([
    ['of two colours', { width: 9, height: 4, depth: 1, colourType: 3 }, 4 * 3],
    ['of grey', { width: 9, height: 4, depth: 8, colourType: 0 }, 4 * 10],
    ['that is transparent and deep', { width: 9, height: 4, depth: 16, colourType: 6 }, 4 * 73],
    ['that comes in passes', { width: 8, height: 8, depth: 8, colourType: 0, interlace: 1 }, 64 + 15],
    ['of one pixel that comes in passes', { width: 1, height: 1, depth: 8, colourType: 0, interlace: 1 }, 2],
  ])('is counted by its own kind of rows: %s', async (_kind, head, rowBytes) => {
    expect(await lacksRows(pngOf(head, rowBytes))).toBe(false);
    expect(await lacksRows(pngOf(head, rowBytes - 1))).toBe(true);
    expect(await lacksRows(pngOf(head, rowBytes + 50))).toBe(false);
  });

  it('lacks rows when they are no packed data, and is left to the decoder when its head makes no sense', async () => {
    const head = { width: 90, height: 40, depth: 8, colourType: 2 };
    const broken = pngOf(head, 40 * 271);
    broken.fill(0xff, 45, 50);
    expect(await lacksRows(broken)).toBe(true);
    expect(await lacksRows(pngOf({ ...head, colourType: 5 }, 10))).toBe(false);
    expect(await lacksRows(new Uint8Array(movingGif({ width: 3, height: 3, frames: 2 })))).toBe(false);
  });

  it('that claims little and unpacks to much is unpacked no further than it claims', async () => {
    expect(await lacksRows(pngOf({ width: 9, height: 4, depth: 8, colourType: 0 }, 1_000_000))).toBe(false);
  });

  it.each(['transparent-black-text.png', 'long-screenshot-1080x20000.png'])(
    'as people send it has its rows: %s',
    async (name) => {
      expect(await lacksRows(fixture(name))).toBe(false);
    },
  );
});
