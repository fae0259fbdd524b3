/** A picture that claims a size and has as many frames; nobody needs to be able to paint it. */
export interface MovingPicture {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');
const u16 = (value: number): Buffer => Buffer.from([value & 255, value >> 8]);
const u24 = (value: number): Buffer => Buffer.from([value & 255, (value >> 8) & 255, value >> 16]);
const u32le = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const u32be = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const repeat = (count: number, part: Buffer): Buffer[] => Array.from({ length: count }, () => part);

/** GIF with a colour table, a comment, and frames of one pixel that Chromium paints. */
export function movingGif({ width, height, frames }: MovingPicture): Uint8Array {
  const control = Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0]);
  const image = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
  return Buffer.concat([
    ascii('GIF89a'),
    u16(width),
    u16(height),
    Buffer.from([0xf0, 0, 0, 255, 0, 0, 0, 0, 255]),
    Buffer.from([0x21, 0xfe, 2, 0x2c, 0x2c, 0]),
    ...repeat(frames, Buffer.concat([control, image])),
    Buffer.from([0x3b]),
  ]);
}

/** WebP with the header of an animation. */
export function movingWebp({ width, height, frames }: MovingPicture): Uint8Array {
  const chunk = (name: string, body: Buffer): Buffer =>
    Buffer.concat([ascii(name), u32le(body.length), body, Buffer.alloc(body.length % 2)]);
  const header = chunk('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), u24(width - 1), u24(height - 1)]));
  const parts = [header, ...repeat(frames, chunk('ANMF', Buffer.alloc(17)))];
  const body = Buffer.concat([ascii('WEBP'), ...parts]);
  return Buffer.concat([ascii('RIFF'), u32le(body.length), body]);
}

/** PNG with the control chunk of an animation. */
export function movingPng({ width, height, frames }: MovingPicture): Uint8Array {
  const chunk = (name: string, body: Buffer): Buffer =>
    Buffer.concat([u32be(body.length), ascii(name), body, Buffer.alloc(4)]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([u32be(width), u32be(height), Buffer.from([8, 2, 0, 0, 0])])),
    chunk('acTL', Buffer.concat([u32be(frames), u32be(0)])),
    chunk('IDAT', Buffer.alloc(0)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
