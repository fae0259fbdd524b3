import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WebSocketFrames } from '../../../main/line/web-socket-frames';

interface FrameShape {
  readonly content: Uint8Array;
  readonly isMasked: boolean;
  /** Parts in which the message travels, as fragments. */
  readonly parts: number;
  /** Whether a ping comes in between the parts. */
  readonly isInterrupted: boolean;
}

/** One websocket frame as the standard writes it. */
function frame(opcode: number, content: Uint8Array, { isFinal = true, isMasked = false } = {}): Buffer {
  const mask = isMasked ? Buffer.from([0xa5, 0x5a, 0x3c, 0x81]) : null;
  const length =
    content.length < 126
      ? Buffer.from([content.length])
      : content.length < 65_536
        ? Buffer.from([126, content.length >> 8, content.length & 0xff])
        : Buffer.concat([Buffer.from([127, 0, 0, 0, 0]), uint32(content.length)]);
  if (mask !== null) length[0] = (length[0] ?? 0) | 0x80;
  const body = mask === null ? content : content.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([opcode | (isFinal ? 0x80 : 0)]), length, mask ?? Buffer.alloc(0), body]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A message in its fragments, and the ping that came in between. */
function message({ content, isMasked, parts, isInterrupted }: FrameShape): readonly Buffer[] {
  const size = Math.max(1, Math.ceil(content.length / parts));
  const pieces = Array.from({ length: Math.max(1, Math.ceil(content.length / size)) }, (_, index) =>
    content.subarray(index * size, (index + 1) * size),
  );
  return pieces.flatMap((piece, index) => [
    ...(isInterrupted && index > 0 ? [frame(9, Buffer.from('ping'), { isMasked })] : []),
    frame(index === 0 ? 2 : 0, piece, { isFinal: index === pieces.length - 1, isMasked }),
  ]);
}

const isControl = (bytes: Buffer): boolean => ((bytes[0] ?? 0) & 0x0f) >= 8;

const anyFrame: fc.Arbitrary<FrameShape> = fc.record({
  content: fc.oneof(
    fc.uint8Array({ minLength: 0, maxLength: 300 }),
    fc.integer({ min: 65_530, max: 65_550 }).map((length) => new Uint8Array(length).fill(90)),
  ),
  isMasked: fc.boolean(),
  parts: fc.integer({ min: 1, max: 3 }),
  isInterrupted: fc.boolean(),
});

describe('the messages of a websocket', () => {
  it('pass byte for byte, but for those that may not, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(anyFrame, { maxLength: 6 }), fc.integer({ min: 1, max: 5_000 }), (shapes, cut) => {
        const isLost = (shape: FrameShape): boolean => ((shape.content[0] ?? 1) & 0x7f) % 2 === 0;
        const frames = new WebSocketFrames((timType) => timType % 2 !== 0);
        const all = Buffer.concat(shapes.flatMap(message));
        const passed: Buffer[] = [];
        for (let start = 0; start < all.length; start += cut) {
          passed.push(frames.push(all.subarray(start, start + cut)));
        }
        const wanted = shapes.flatMap((shape) =>
          message(shape).filter((bytes) => isControl(bytes) || !isLost(shape)),
        );
        expect(Buffer.concat(passed).equals(Buffer.concat(wanted))).toBe(true);
      }),
    );
  });

  it('are told by their tim type, whatever the highest bit of the first byte', () => {
    const seen: number[] = [];
    const frames = new WebSocketFrames((timType) => {
      seen.push(timType);
      return true;
    });
    frames.push(frame(2, Buffer.from([90 | 0x80, 0, 0, 0, 1]), { isMasked: true }));
    frames.push(frame(2, Buffer.from([13])));
    expect(seen).toEqual([90, 13]);
  });
});
