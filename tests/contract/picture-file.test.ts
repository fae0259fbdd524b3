import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { refuseBytes, refuseFile } from '../../renderer/features/composer/picture-file';
import { movingGif, movingPng } from '../support/moving-pictures';
import { gif, jpeg, png, webp } from '../support/pictures';

const fixture = (name: string): Uint8Array => readFileSync(join(__dirname, '../fixtures/pictures', name));

describe('a file that somebody sends as a picture', () => {
  it.each([
    ['zero-byte.png', 'pictureEmpty'],
    ['truncated.jpg', 'pictureIncomplete'],
    ['svg-named.png', 'pictureVector'],
    ['header.heic', 'pictureHeic'],
    ['cmyk.jpg', null],
    ['exif-orientation-6.jpg', null],
    ['long-screenshot-1080x20000.png', null],
    ['animated.gif', null],
    ['animated.webp', null],
    ['transparent-black-text.png', null],
  ])('is looked at by its bytes, whatever it is called: %s is %s', (name, refusal) => {
    expect(refuseBytes(fixture(name))).toBe(refusal);
  });

  it.each([png(), webp(), gif(), movingGif({ width: 1, height: 1, frames: 3 })])(
    'is whole to its end',
    (bytes) => {
      expect(refuseBytes(bytes)).toBeNull();
    },
  );

  it.each([
    ['PNG', png({ width: 9, height: 9 }, 'a comment')],
    ['a PNG that moves', movingPng({ width: 9, height: 9, frames: 2 })],
    ['WebP', webp()],
  ])('is told to have no end wherever %s is cut', (_name, whole) => {
    for (let length = 12; length < whole.length; length += 1) {
      expect([length, refuseBytes(whole.subarray(0, length))]).toEqual([length, 'pictureIncomplete']);
    }
  });

  it('is no scan at all when it is a JPEG of nothing but notes', () => {
    expect(refuseBytes(jpeg().subarray(0, 20))).toBe('pictureIncomplete');
  });

  it.each([
    ['IMG_1.HEIC', '', 'pictureHeic'],
    ['photo', 'image/heic', 'pictureHeic'],
    ['drawing.svg', 'image/svg+xml', 'pictureVector'],
    ['letter.pdf', 'application/pdf', 'notAPicture'],
    ['scan.tiff', 'image/tiff', 'notAPicture'],
    ['cat.png', 'image/png', null],
  ])('is looked at by its name and its type first: %s of type "%s" is %s', (name, type, refusal) => {
    expect(refuseFile({ name, type, size: 1 })).toBe(refusal);
  });

  it('has something in it', () => {
    expect(refuseFile({ name: 'cat.png', type: 'image/png', size: 0 })).toBe('pictureEmpty');
  });
});
