import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '../../../main/protocol/compact-transport';
import { readZigzag64, writeZigzag64 } from '../../../main/protocol/zigzag64';
import { protocolErrorOf } from '../../support/protocol-error-of';

function trip(value: bigint): bigint {
  const writer = new ByteWriter();
  writeZigzag64(writer, value);
  return readZigzag64(new ByteReader(writer.finish()));
}

describe('int64 on the wire', () => {
  it('is exact around every power of two', () => {
    for (let bits = 0n; bits < 63n; bits += 1n) {
      for (const step of [-1n, 0n, 1n]) {
        for (const sign of [1n, -1n]) {
          const value = sign * (2n ** bits + step);
          expect(trip(value)).toBe(value);
        }
      }
    }
  });

  it('stays exact, and the process alive, once the code is optimised', () => {
    const values = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n];
    let wrong = 0;
    for (let round = 0; round < 20_000; round += 1) {
      for (const value of values) if (trip(value) !== value) wrong += 1;
    }
    expect(wrong).toBe(0);
  });

  it('takes ten bytes at most', () => {
    const endless = new ByteReader(new Uint8Array(20).fill(0x80));
    expect(protocolErrorOf(() => readZigzag64(endless)).code).toBe('malformed');
    expect(protocolErrorOf(() => readZigzag64(new ByteReader(Uint8Array.of(0x80)))).code).toBe('truncated');
  });
});
