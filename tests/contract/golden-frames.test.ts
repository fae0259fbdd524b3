import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from '../../main/protocol/frame';
import type { Encoding, FrameOrigin } from '../../main/protocol/packet-types';
import { packetFromPlain, packetToPlain, type PlainPacket } from '../../main/protocol/packet-json';
import type { Frame } from '../../main/protocol/packets';
import recorded from '../fixtures/wire/golden-frames.json';

interface GoldenFrame {
  readonly name: string;
  readonly from: FrameOrigin;
  readonly encoding: Encoding;
  readonly type: number;
  readonly syncId?: number;
  readonly hex: string;
  readonly packet: PlainPacket;
}

// The fixture is recorded data; the tests below would fail on any other shape.
const goldenFrames = recorded as unknown as readonly GoldenFrame[];

const cases = goldenFrames.map(
  (golden) => [`${golden.name}, ${golden.encoding}, by the ${golden.from}`, golden] as const,
);

function frameOf(golden: GoldenFrame): Frame {
  const packet = packetFromPlain(golden.type, golden.from, golden.packet);
  const syncId = golden.syncId === undefined ? {} : { syncId: golden.syncId };
  // The recorded type and packet belong together.
  return { type: golden.type, packet, ...syncId } as Frame;
}

describe('frames recorded from the real server', () => {
  it('cover both encodings and both directions', () => {
    const kinds = new Set(goldenFrames.map(({ from, encoding }) => `${from} ${encoding}`));
    expect([...kinds].sort()).toEqual(['client compact', 'client json', 'server compact', 'server json']);
  });

  it.each(cases)('decode: %s', (_name, golden) => {
    const frame = decodeFrame(Buffer.from(golden.hex, 'hex'), golden);
    expect(frame.type).toBe(golden.type);
    expect(frame.syncId).toBe(golden.syncId);
    expect(packetToPlain(frame.type, golden.from, frame.packet)).toEqual(golden.packet);
  });

  it.each(cases)('encode to the same bytes: %s', (_name, golden) => {
    expect(Buffer.from(encodeFrame(frameOf(golden), golden)).toString('hex')).toBe(golden.hex);
  });

  it.each(cases)('encode to the same bytes after decoding: %s', (_name, golden) => {
    const bytes = Buffer.from(golden.hex, 'hex');
    expect(Buffer.from(encodeFrame(decodeFrame(bytes, golden), golden)).toString('hex')).toBe(golden.hex);
  });
});
