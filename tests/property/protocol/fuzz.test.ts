import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isBigDataType } from '../../../main/protocol/big-data';
import { BigDataAssembler } from '../../../main/protocol/big-data-assembler';
import { decodeFrame, type FrameContext } from '../../../main/protocol/frame';
import { bodyKindOf } from '../../../main/protocol/frame-body';
import type { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { ProtocolError } from '../../../main/protocol/protocol-error';
import { goldenBytes } from '../../support/frame-mutations';
import { fuzz } from '../../support/fuzz-run';

// A million in `npm run test:soak -- --only fuzz`.
const frames = 100_000;

/** The frame in these bytes, null when they are refused. */
function frameIn(bytes: Uint8Array, context: FrameContext): Frame | null {
  try {
    return decodeFrame(bytes, context);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

// The types of the fixture are frame types: the golden frame tests decode each of them.
const bodyOf = (golden: { type: number; from: FrameContext['from'] }) =>
  bodyKindOf(golden.type as FrameType, golden.from);

describe('frames that nobody sent', () => {
  it('are a packet or a ProtocolError, soon and in bounded memory', () => {
    const report = fuzz({ frames, seed: 20_261 });
    expect(report.packets + report.protocolErrors).toBe(frames);
    expect(Math.min(report.packets, report.protocolErrors)).toBeGreaterThan(frames / 100);
    expect(report.slowestMs).toBeLessThan(2_000);
    expect(report.grownMiB).toBeLessThan(512);
  });
});

describe('recorded frames that are cut', () => {
  const structs = goldenBytes.filter((golden) => typeof bodyOf(golden) === 'object');

  it('are refused at every byte: a part of a struct is never taken for all of it', () => {
    expect(structs.length).toBeGreaterThan(20);
    for (const { bytes, name, ...context } of structs) {
      for (let length = 0; length < bytes.length; length += 1) {
        expect(frameIn(bytes.subarray(0, length), context), `${name} cut to ${length} bytes`).toBeNull();
      }
    }
  });

  it('are what they were when more bytes follow, or refused', () => {
    for (const { bytes, name, ...context } of structs) {
      const whole = decodeFrame(bytes, context);
      for (const follower of goldenBytes) {
        const joined = frameIn(Buffer.concat([bytes, follower.bytes]), context);
        expect(joined === null || isDeepStrictEqual(joined, whole), `${name} and ${follower.name}`).toBe(
          true,
        );
      }
    }
  });
});

describe('recorded big frames of a client', () => {
  const bigFrames = goldenBytes.filter(({ from, type }) => from === 'client' && isBigDataType(type));

  it('come out whole from every split into two and three pieces', () => {
    expect(bigFrames.length).toBeGreaterThan(0);
    for (const { bytes } of bigFrames) {
      for (let first = 1; first <= bytes.length; first += 1) {
        for (let second = first; second <= bytes.length; second += 1) {
          const pieces = [bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)];
          expect(assembled(pieces)).toEqual(bytes);
        }
      }
    }
  });
});

/** The frame that the assembler makes of these pieces. */
function assembled(pieces: readonly Uint8Array[]): Uint8Array | null {
  const assembler = new BigDataAssembler();
  let frame: Uint8Array | null = null;
  for (const piece of pieces.filter(({ length }) => length > 0)) {
    const step = assembler.push(piece);
    if (step.kind === 'complete') frame = new Uint8Array(step.frame);
  }
  return frame;
}
