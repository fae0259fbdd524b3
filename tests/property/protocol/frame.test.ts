import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, type FrameContext } from '../../../main/protocol/frame';
import { packetFromPlain, packetToPlain } from '../../../main/protocol/packet-json';
import { ProtocolError } from '../../../main/protocol/protocol-error';
import { frameOnWire } from '../../support/packet-arbitraries';

const contexts = fc.record<FrameContext>({
  from: fc.constantFrom('client', 'server'),
  encoding: fc.constantFrom('compact', 'json'),
});

/** True if decoding gives a frame or a ProtocolError; anything else is thrown on. */
function isDecodedOrRefused(bytes: Uint8Array, context: FrameContext): boolean {
  try {
    return decodeFrame(bytes, context).type > 0;
  } catch (error) {
    if (error instanceof ProtocolError) return true;
    throw error;
  }
}

describe('frames', () => {
  it('are what they were after encoding and decoding', () => {
    fc.assert(
      fc.property(frameOnWire(), ({ frame, context }) => {
        expect(isDeepStrictEqual(decodeFrame(encodeFrame(frame, context), context), frame)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('are what they were after a trip through plain JSON', () => {
    fc.assert(
      fc.property(frameOnWire(), ({ frame: { type, packet }, context: { from } }) => {
        const plain: unknown = JSON.parse(JSON.stringify(packetToPlain(type, from, packet)));
        // What JSON.parse gives for an object.
        const restored = packetFromPlain(type, from, plain as Record<string, unknown>);
        expect(isDeepStrictEqual(restored, packet)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('do not depend on the memory they came in', () => {
    fc.assert(
      fc.property(frameOnWire(), ({ frame, context }) => {
        const received = Buffer.from(encodeFrame(frame, context));
        const decoded = decodeFrame(received, context);
        received.fill(0x41);
        expect(isDeepStrictEqual(decoded, frame)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('bytes that nobody wrote', () => {
  it('are a frame or a ProtocolError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), contexts, (bytes, context) => {
        expect(isDecodedOrRefused(bytes, context)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('are a frame or a ProtocolError when one byte of a good frame is wrong', () => {
    fc.assert(
      fc.property(
        frameOnWire(),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        ({ frame, context }, at, value) => {
          const bytes = encodeFrame(frame, context);
          bytes[at % bytes.length] = value;
          expect(isDecodedOrRefused(bytes, context)).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('are a frame or a ProtocolError when a good frame is cut', () => {
    fc.assert(
      fc.property(frameOnWire(), fc.nat(), ({ frame, context }, at) => {
        const bytes = encodeFrame(frame, context);
        expect(isDecodedOrRefused(bytes.subarray(0, at % bytes.length), context)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
