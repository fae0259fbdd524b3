import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageMediaTypes, readImage } from '../../../main/domain/image';
import { gif, jpeg, pictureMakers, png, webp } from '../../support/pictures';

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const le16 = (value: number): readonly number[] => [value & 255, value >> 8];
/** A GIF with a comment and one frame. */
const gifWithFrame = (
  screen: readonly [number, number],
  frame: readonly [number, number],
  left = 0,
): Uint8Array =>
  Uint8Array.from([
    ...bytesOf('GIF89a'),
    ...screen.flatMap(le16),
    ...[0xf0, 0, 0, 0, 255, 0, 0, 0, 255],
    ...[0x21, 0xfe, 2, 0x2c, 0x2c, 0],
    ...[0x2c, ...le16(left), 0, 0, ...frame.flatMap(le16), 0, 2, 2, 0x44, 1, 0, 0x3b],
  ]);
/** An icon file whose only icon has this name. */
const icon = (name: string): Uint8Array => bytesOf(`icns\0\0\0\x10${name}\0\0\0\x08`);

describe('reading a picture', () => {
  it.each(imageMediaTypes)('tells format and size of %s from its bytes', (mediaType) => {
    const bytes = pictureMakers[mediaType]({ width: 640, height: 480 });
    expect(readImage(bytes)).toEqual({ mediaType, width: 640, height: 480 });
  });

  it.each([
    [1, 400, 300],
    [4, 400, 300],
    [5, 300, 400],
    [6, 300, 400],
    [8, 300, 400],
    [9, 400, 300],
    [0, 400, 300],
    [65_535, 400, 300],
  ])('turns one whose camera was held in position %i as the window paints it', (position, width, height) => {
    expect(readImage(jpeg({ width: 400, height: 300 }, position))).toMatchObject({ width, height });
  });

  it.each<[string, Uint8Array]>([
    ['a side without end', png({ width: 16_385, height: 1 })],
    ['the other side without end', png({ width: 1, height: 4_294_967_295 })],
    ['more pixels than a computer holds', webp({ width: 16_000, height: 16_000 })],
    ['no width', png({ width: 0, height: 10 })],
    ['no height', gif({ width: 10, height: 0 })],
    ['neither', jpeg({ width: 0, height: 0 })],
    ['a line of one pixel without end', png({ width: 1, height: 20_000 })],
    ['a row of one pixel without end', jpeg({ width: 20_000, height: 1 })],
    ['a screen of everything', gif({ width: 65_535, height: 65_535 })],
    ['a small screen and a frame of everything', gifWithFrame([3, 3], [65_535, 65_535])],
    ['a small screen and a frame that begins at its end', gifWithFrame([3, 3], [3, 3], 60_000)],
  ])('refuses one that claims %s', (_name, bytes) => {
    expect(readImage(bytes)).toBeNull();
  });

  it('takes a GIF for as large as a window paints it: its first frame may be larger than its screen', () => {
    expect(readImage(gifWithFrame([30, 20], [10, 10]))).toMatchObject({ width: 30, height: 20 });
    expect(readImage(gifWithFrame([3, 20], [300, 10], 5))).toMatchObject({ width: 305, height: 20 });
    expect(readImage(gifWithFrame([0, 0], [30, 20]))).toMatchObject({ width: 30, height: 20 });
  });

  it('reads or refuses whatever a camera notes, and never fails', () => {
    const whole = jpeg({ width: 400, height: 300 }, 6);
    const noted = Buffer.from(whole).indexOf('Exif');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 26, maxLength: 26 }), (chance) => {
        const bytes = Uint8Array.from(whole);
        bytes.set(chance, noted + 6);
        const info = readImage(bytes);
        if (info !== null) expect([300, 400]).toContain(info.width);
      }),
    );
  });

  it('takes the largest that a window can still paint', () => {
    expect(readImage(png({ width: 16_384, height: 3_000 }))).not.toBeNull();
    expect(readImage(png({ width: 16_384, height: 3_052 }))).toBeNull();
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a text', bytesOf('hello')],
    ['a page', bytesOf('<!doctype html><script>alert(1)</script>')],
    ['a drawing that can hold programs', bytesOf('<svg width="10" height="10"><script/></svg>')],
    ['a bitmap', bytesOf(`BM${'\0'.repeat(12)}\x28\0\0\0\x05\0\0\0\x05\0\0\0`)],
    ['an icon', icon('ic07')],
    ['an icon that calls itself a picture', icon('webp')],
  ])('refuses %s', (_name, bytes) => {
    expect(readImage(bytes)).toBeNull();
  });

  it('reads or refuses what was cut off anywhere, and never fails', () => {
    for (const mediaType of imageMediaTypes) {
      const whole = pictureMakers[mediaType]();
      for (let length = 0; length < whole.length; length += 1) {
        const info = readImage(whole.subarray(0, length));
        expect(info === null || info.mediaType === mediaType).toBe(true);
      }
    }
  });

  it('reads or refuses whatever a stranger makes up, and never fails', () => {
    const starts = [...imageMediaTypes.map((mediaType) => pictureMakers[mediaType]()), icon('ic07')];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.nat({ max: 40 }),
        fc.uint8Array({ maxLength: 200 }),
        (start, kept, rest) => {
          const info = readImage(Uint8Array.from([...start.subarray(0, kept), ...rest]));
          if (info === null) return;
          expect(imageMediaTypes).toContain(info.mediaType);
          expect(info.width * info.height).toBeGreaterThan(0);
          expect(info.width * info.height).toBeLessThanOrEqual(50_000_000);
        },
      ),
    );
  });

  it('is soon done with two megabytes that only pretend to be a picture', () => {
    const pretender = new Uint8Array(2 * 1024 * 1024).fill(1);
    pretender.set([0xff, 0xd8]);
    const startedMs = performance.now();
    expect(readImage(pretender)).toBeNull();
    expect(performance.now() - startedMs).toBeLessThan(5_000);
  });
});
