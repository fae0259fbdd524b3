import { describe, expect, it } from 'vitest';
import { mask, unmask } from '../../../main/transport/websocket-mask';
import { contentOf } from '../../support/attachments/content';

const key = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);
const bytewise = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, place) => byte ^ (key[place % key.length] ?? 0));
const lengths = [0, 1, 3, 4, 5, 63, 64, 65, 66, 67, 68, 1_000, 4_099];

describe('masking as websockets do it', () => {
  it('is that of RFC 6455', () => {
    const output = new Uint8Array(5);
    mask(Buffer.from('Hello'), key, output, 0, 5);
    expect([...output]).toEqual([0x7f, 0x9f, 0x4d, 0x51, 0x58]);
  });

  it.each(lengths)('masks %i bytes wherever they lie, and touches nothing beside them', (length) => {
    const source = contentOf(length, length + 3);
    for (let offset = 0; offset < 6; offset += 1) {
      const output = new Uint8Array(length + 12).fill(9);
      mask(source, key, output, offset, length);
      const expected = new Uint8Array(length + 12).fill(9);
      expected.set(bytewise(source.subarray(0, length)), offset);
      expect(output).toEqual(expected);
    }
  });

  it.each(lengths)('gives %i bytes back wherever they lie', (length) => {
    const content = contentOf(length, length);
    for (let offset = 0; offset < 6; offset += 1) {
      const memory = new Uint8Array(length + 12).fill(9);
      memory.set(bytewise(content), offset);
      unmask(memory.subarray(offset, offset + length), key);
      expect(memory.subarray(offset, offset + length)).toEqual(Uint8Array.from(content));
      expect([...memory.subarray(0, offset), ...memory.subarray(offset + length)]).toEqual(
        Array.from({ length: 12 }, () => 9),
      );
    }
  });
});
