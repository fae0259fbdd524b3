import { describe, expect, it } from 'vitest';
import { OverlongFilter } from '../../../main/transport/overlong-filter';

const response = Buffer.from('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n');

/** A frame of the server. */
function frame(payload: Buffer, firstByte = 0x82): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.of(firstByte, length), payload]);
  const header = Buffer.alloc(length < 65_536 ? 4 : 10);
  header[0] = firstByte;
  header[1] = length < 65_536 ? 126 : 127;
  if (length < 65_536) header.writeUInt16BE(length, 2);
  else header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, payload]);
}

/** What comes out of a filter of 1,000 bytes for bytes in pieces; overlong messages become their length as text. */
function pass(bytes: Buffer, pieceBytes: number): { readonly out: Buffer; readonly shortened: number } {
  let shortened = 0;
  const filter = new OverlongFilter({
    limitBytes: 1_000,
    shortener: () => {
      shortened += 1;
      let length = 0;
      return {
        write: (chunk) => (length += chunk.length),
        end: () => Buffer.from(String(length)),
      };
    },
  });
  const out: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    out.push(Buffer.from(filter.pass(bytes.subarray(start, start + pieceBytes))));
  }
  return { out: Buffer.concat(out), shortened };
}

const short = frame(Buffer.from('short'));
const longest = frame(Buffer.alloc(1_000, 1));
const ping = frame(Buffer.from('p'), 0x89);

describe.each([1, 3, 100, 1_000_000])(
  'T5: the filter of too long messages, in pieces of %i bytes',
  (size) => {
    it('passes the handshake and what is short enough as it is', () => {
      const bytes = Buffer.concat([response, short, frame(Buffer.alloc(0)), longest, ping]);
      expect(pass(bytes, size)).toEqual({ out: bytes, shortened: 0 });
    });

    it('passes on what is left of a longer one, in its place', () => {
      const overlong = frame(Buffer.alloc(100_000, 7));
      const { out, shortened } = pass(Buffer.concat([response, short, overlong, ping, longest]), size);
      const left = Buffer.concat([Buffer.of(0x82, 127, 0, 0, 0, 0, 0, 0, 0, 6), Buffer.from('100000')]);
      expect(shortened).toBe(1);
      expect(out.equals(Buffer.concat([response, short, left, ping, longest]))).toBe(true);
    });

    it('leaves everything else to the websocket library: refusals, masked and fragmented frames', () => {
      const refusal = Buffer.concat([
        Buffer.from('HTTP/1.1 404 Not Found\r\n\r\n'),
        frame(Buffer.alloc(5_000)),
      ]);
      const fragment = Buffer.concat([response, frame(Buffer.alloc(5_000), 0x02), short]);
      const masked = Buffer.concat([response, Buffer.of(0x82, 0xfe, 0xff, 0xff), Buffer.alloc(3_000)]);
      for (const bytes of [refusal, fragment, masked]) {
        expect(pass(bytes, size).out.equals(bytes)).toBe(true);
      }
    });
  },
);
