import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { animationOf } from '../../../main/domain/animation';
import { readImage, type ImageMediaType } from '../../../main/domain/image';
import { withoutNotes } from '../../../main/domain/picture-notes';
import { movingGif, movingPng, movingWebp } from '../../support/moving-pictures';

const size = { width: 30, height: 20, frames: 3 };
const note = Buffer.from('N 31.2304 E 121.4737');
const fixture = (name: string): Uint8Array => readFileSync(join(__dirname, '../../fixtures/pictures', name));

const u32le = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u32be = (value: number): Buffer => Buffer.from(u32le(value)).reverse();

/** A comment and a block of an application, before the first image. */
function notedGif(): Uint8Array {
  const whole = movingGif(size);
  const block = Buffer.concat([Buffer.from([note.length]), note, Buffer.from([0])]);
  const application = Buffer.concat([Buffer.from([0x21, 0xff, 11]), Buffer.from('XMP DataXMP'), block]);
  const loop = Buffer.concat([
    Buffer.from([0x21, 0xff, 11]),
    Buffer.from('NETSCAPE2.0'),
    Buffer.from([3, 1, 0, 0, 0]),
  ]);
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe]), block]);
  return Buffer.concat([whole.subarray(0, 19), comment, application, loop, whole.subarray(19), note]);
}

function notedWebp(): Uint8Array {
  const exif = Buffer.concat([Buffer.from('EXIF'), u32le(note.length), note]);
  const file = Buffer.concat([movingWebp(size), exif]);
  file.writeUInt32LE(file.length - 8, 4);
  file[20] = 0x0e;
  return file;
}

function notedPng(): Uint8Array {
  const whole = movingPng(size);
  const chunk = Buffer.concat([u32be(note.length), Buffer.from('tEXt'), note, Buffer.alloc(4)]);
  return Buffer.concat([whole.subarray(0, 33), chunk, whole.subarray(33)]);
}

describe('a picture that moves', () => {
  it.each<[ImageMediaType, () => Uint8Array]>([
    ['image/gif', notedGif],
    ['image/webp', notedWebp],
    ['image/png', notedPng],
  ])('loses what was noted beside it, and nothing else: %s', (mediaType, make) => {
    const noted = make();
    expect(Buffer.from(noted).includes(note)).toBe(true);
    const bytes = withoutNotes(noted, mediaType) ?? expect.fail();
    expect(Buffer.from(bytes).includes(note)).toBe(false);
    const info = readImage(bytes);
    expect(info).toEqual({ mediaType, width: 30, height: 20 });
    expect(animationOf(bytes, info ?? expect.fail())).toBe('playable');
    // Twice is once.
    expect(withoutNotes(bytes, mediaType)).toEqual(bytes);
  });

  it('keeps how often it is repeated', () => {
    const bytes = withoutNotes(notedGif(), 'image/gif') ?? expect.fail();
    expect(Buffer.from(bytes).includes('NETSCAPE2.0')).toBe(true);
    expect(Buffer.from(bytes).includes('XMP')).toBe(false);
  });

  it.each(['animated.gif', 'animated.webp'])('of a real program moves as before: %s', (name) => {
    const mediaType = name.endsWith('gif') ? 'image/gif' : 'image/webp';
    const bytes = withoutNotes(fixture(name), mediaType) ?? expect.fail();
    expect(animationOf(bytes, readImage(bytes) ?? expect.fail())).toBe('playable');
  });

  it('whose blocks make no sense is none', () => {
    const noise = Uint8Array.from({ length: 200 }, (_, index) => (index * 37 + 11) % 251);
    expect(withoutNotes(noise, 'image/gif')).toBeNull();
    expect(withoutNotes(movingPng(size).subarray(0, 50), 'image/png')).toBeNull();
    expect(withoutNotes(noise.subarray(0, 12), 'image/webp')).toBeNull();
  });
});
