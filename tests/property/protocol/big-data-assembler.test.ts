import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BigDataAssembler, type BigDataProgress } from '../../../main/protocol/big-data-assembler';
import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import { frameOnWire } from '../../support/packet-arbitraries';

/** `bytes` in the pieces that `cuts` (any numbers) make of it, none of them empty. */
function split(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set(cuts.map((cut) => 1 + (cut % bytes.length))), bytes.length].sort((a, b) => a - b);
  return [...new Set(ends)].map((end, index, all) => bytes.subarray(index === 0 ? 0 : all[index - 1], end));
}

describe('big frames of a client', () => {
  const bigFrames = frameOnWire([95, 96, 97]);

  it('come out whole, however they are split', () => {
    fc.assert(
      fc.property(
        bigFrames,
        fc.array(fc.nat(), { maxLength: 8 }),
        ({ frame, context: { encoding } }, cuts) => {
          const context = { from: 'client', encoding } as const;
          const bytes = encodeFrame({ type: frame.type, packet: frame.packet } as typeof frame, context);
          const assembler = new BigDataAssembler();
          const steps = split(bytes, cuts).map((piece): BigDataProgress => assembler.push(piece));
          const last = steps.pop();
          expect(steps.every(({ kind }) => kind === 'pending')).toBe(true);
          expect(last?.kind).toBe('complete');
          if (last?.kind !== 'complete') return;
          expect(isDeepStrictEqual(decodeFrame(last.frame, context).packet, frame.packet)).toBe(true);
          expect(assembler.isCollecting).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('never hold more than the limit, whatever comes', () => {
    const messages = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 30 });
    fc.assert(
      fc.property(messages, (pieces) => {
        const assembler = new BigDataAssembler(100);
        for (const piece of pieces) {
          const step = assembler.push(piece);
          if (step.kind === 'complete') expect(step.frame.length).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 500 },
    );
  });
});
