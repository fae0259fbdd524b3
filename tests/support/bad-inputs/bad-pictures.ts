import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { pngChunk, pngSignature } from '../forensics/painted-png';
import { movingGif, movingPng } from '../moving-pictures';

/** A picture that claims, hides or lacks something. */
export interface BadPicture {
  /** What is bad about it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How a PNG of one colour is written. */
interface PlainPng {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample. */
  readonly depth?: number;
  /** As the format numbers them: 0 grey, 2 colours, 6 colours that may be transparent. */
  readonly colourType?: number;
  readonly isInterlaced?: boolean;
  /** Of all rows; what is left out is missing. */
  readonly rows?: number;
  /** Chunks between the head and the rows. */
  readonly notes?: readonly Buffer[];
}

const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 6: 4 };

/** A PNG of one colour that every window can paint, however large: its rows pack to next to nothing. */
function plainPng({
  width,
  height,
  depth = 8,
  colourType = 2,
  isInterlaced,
  rows,
  notes = [],
}: PlainPng): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colourType, 0, 0, isInterlaced === true ? 1 : 0], 8);
  const bitsPerPixel = depth * (samplesOf[colourType] ?? 1);
  const rowBytes = (columns: number): number => 1 + Math.ceil((columns * bitsPerPixel) / 8);
  const whole =
    isInterlaced === true ? interlacedBytes({ width, height }, rowBytes) : height * rowBytes(width);
  const data = Buffer.alloc(rows === undefined ? whole : rows * rowBytes(width));
  const parts = [pngChunk('IHDR', header), ...notes, pngChunk('IDAT', deflateSync(data)), pngChunk('IEND')];
  return new Uint8Array(Buffer.concat([pngSignature, ...parts]));
}

/** First pixel and distance, across and down, of the seven passes. */
const passes = [
  [0, 8, 0, 8],
  [4, 8, 0, 8],
  [0, 4, 4, 8],
  [2, 4, 0, 4],
  [0, 2, 2, 4],
  [1, 2, 0, 2],
  [0, 1, 1, 2],
] as const;

function interlacedBytes(
  { width, height }: { readonly width: number; readonly height: number },
  rowBytes: (columns: number) => number,
): number {
  return passes.reduce((sum, [left, across, top, down]) => {
    const columns = Math.ceil((width - left) / across);
    const rows = Math.ceil((height - top) / down);
    return columns > 0 && rows > 0 ? sum + rows * rowBytes(columns) : sum;
  }, 0);
}

/** A colour profile that is none. */
const brokenProfile = pngChunk(
  'iCCP',
  Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(Buffer.alloc(100_000, 0xff))]),
);

/** A JPEG whose picture comes behind more notes than anybody reads. */
const notesForEver = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  ...Array.from({ length: 30_000 }, () => Buffer.from([0xff, 0xe1, 0, 2])),
]);

/** Pictures that any client can send. `fixtures` is the folder of the fixtures of all tests. */
export function badPictures(fixtures: string): readonly BadPicture[] {
  const read = (file: string): Uint8Array => new Uint8Array(readFileSync(join(fixtures, 'pictures', file)));
  const screenshot = plainPng({ width: 1_080, height: 4_000 });
  const made: Readonly<Record<string, Uint8Array>> = {
    '1 x 16,384': plainPng({ width: 1, height: 16_384 }),
    '16,384 x 1': plainPng({ width: 16_384, height: 1 }),
    '1 x 30,000': plainPng({ width: 1, height: 30_000 }),
    '30,000 x 1': plainPng({ width: 30_000, height: 1 }),
    '49 megapixels in a few bytes': plainPng({ width: 7_000, height: 7_000, depth: 1, colourType: 0 }),
    '49 megapixels that come in passes': plainPng({
      width: 7_000,
      height: 7_000,
      depth: 1,
      colourType: 0,
      isInterlaced: true,
    }),
    'a head of 65,000 x 65,000': plainPng({
      width: 65_000,
      height: 65_000,
      depth: 1,
      colourType: 0,
      rows: 1,
    }),
    'sixteen bits of each colour': plainPng({ width: 2_000, height: 2_000, depth: 16, colourType: 6 }),
    'a profile of colours that is none': plainPng({ width: 300, height: 200, notes: [brokenProfile] }),
    'half of its rows': plainPng({ width: 1_080, height: 4_000, rows: 2_000 }),
    'cut in its middle': screenshot.subarray(0, Math.floor(screenshot.length / 2)),
    'as many frames as may move': movingGif({ width: 1_000, height: 1_000, frames: 199 }),
    'four billion frames': movingPng({ width: 100, height: 100, frames: 0xffff_ffff }),
    'notes for ever': new Uint8Array(notesForEver),
    'a text': new TextEncoder().encode('no picture at all'),
  };
  const files = [
    'animated.gif',
    'animated.webp',
    'cmyk.jpg',
    'exif-orientation-6.jpg',
    'gif-declares-65535x65535.gif',
    'header.heic',
    'huge-20000x20000.png',
    'long-screenshot-1080x20000.png',
    'png-declares-ten-times-its-rows.png',
    'svg-named.png',
    'transparent-black-text.png',
    'truncated.jpg',
    'zero-byte.png',
  ];
  return [
    ...files.map((name) => ({ name, bytes: read(name) })),
    ...Object.entries(made).map(([name, bytes]) => ({ name, bytes })),
  ];
}

/** A picture as people send it, beside which the others are measured. */
export const ordinaryPicture = (): Uint8Array => plainPng({ width: 800, height: 600 });
