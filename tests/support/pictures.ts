import type { ImageMediaType } from '../../main/domain/image';

/** Sizes of a picture that is made for a test, pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const small: PictureSize = { width: 3, height: 2 };

/** What marks a tiny picture, so that a search of the files finds it: a comment that no window shows. */
const note = (text: string): Buffer => Buffer.from(text, 'utf8');

const chunkOf = (type: string, data: Uint8Array): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  // Readers of sizes do not look at the checksum.
  return Buffer.concat([length, note(type), data, Buffer.alloc(4)]);
};

/** A PNG with a comment, as far as readers of sizes look. */
export function png({ width, height } = small, comment = ''): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunkOf('IHDR', header),
      chunkOf('tEXt', note(comment)),
      chunkOf('IEND', Buffer.alloc(0)),
    ]),
  );
}

const segmentOf = (marker: number, data: Uint8Array): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

/** The one entry of an EXIF block that says how the camera was held. */
function exif(orientation: number): Buffer {
  const block = Buffer.concat([note('Exif\0\0MM\0*\0\0\0\x08\0\x01'), Buffer.alloc(16)]);
  const entry = block.length - 16;
  block.writeUInt16BE(0x0112, entry);
  block.writeUInt16BE(3, entry + 2);
  block.writeUInt32BE(1, entry + 4);
  block.writeUInt16BE(orientation, entry + 8);
  return block;
}

/** A JPEG, as far as readers of sizes look; `orientation` as a camera notes it. */
export function jpeg({ width, height } = small, orientation?: number): Uint8Array {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const notes = [segmentOf(0xe0, note('JFIF\0\x01\x01\0\0\x01\0\x01\0\0'))];
  if (orientation !== undefined) notes.push(segmentOf(0xe1, exif(orientation)));
  const start = Buffer.from([0xff, 0xd8]);
  const end = Buffer.from([0xff, 0xd9]);
  return new Uint8Array(Buffer.concat([start, ...notes, segmentOf(0xc0, frame), end]));
}

/** A GIF, as far as readers of sizes look. */
export function gif({ width, height } = small): Uint8Array {
  const header = Buffer.concat([note('GIF89a'), Buffer.alloc(7), note(';')]);
  header.writeUInt16LE(width, 6);
  header.writeUInt16LE(height, 8);
  return new Uint8Array(header);
}

/** A WebP, as far as readers of sizes look. */
export function webp({ width, height } = small): Uint8Array {
  const data = Buffer.alloc(10);
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  const bytes = Buffer.concat([note('RIFF\0\0\0\0WEBPVP8X\0\0\0\0'), data]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.writeUInt32LE(data.length, 16);
  return new Uint8Array(bytes);
}

/** One of each format that the app knows. */
export const pictureMakers: Readonly<Record<ImageMediaType, (size?: PictureSize) => Uint8Array>> = {
  'image/jpeg': (size) => jpeg(size),
  'image/png': (size) => png(size),
  'image/webp': webp,
  'image/gif': gif,
};

/** Makes a picture longer without changing what it shows: what stands behind the end is read by nobody. */
export function padded(picture: Uint8Array, byteCount: number): Uint8Array {
  const bytes = new Uint8Array(byteCount);
  bytes.set(picture);
  return bytes;
}
