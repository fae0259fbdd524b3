import type { ByteReader, ByteWriter } from './compact-transport';
import { ProtocolError } from './protocol-error';

// An int64 is handled as two 32-bit words. A loop that shifts a bigint made by BigInt.asUintN would be shorter, but the
// optimising compiler of Node 20's V8 aborts the whole process on it ("RepresentationChangerError").
const words = new DataView(new ArrayBuffer(8));

/** Most bytes of a 64-bit varint. */
export const maxVarintBytes = 10;

/** Appends an int64 as Thrift's zigzag varint: one to ten bytes, small absolute values short. Exact over the whole range. */
export function writeZigzag64(writer: ByteWriter, value: bigint): void {
  words.setBigInt64(0, value);
  const sign = words.getInt32(0) >> 31;
  let high = (((words.getInt32(0) << 1) | (words.getUint32(4) >>> 31)) ^ sign) >>> 0;
  let low = ((words.getInt32(4) << 1) ^ sign) >>> 0;
  while (high !== 0 || low > 0x7f) {
    writer.writeByte((low & 0x7f) | 0x80);
    low = ((low >>> 7) | (high << 25)) >>> 0;
    high >>>= 7;
  }
  writer.writeByte(low);
}

/** Reads what `writeZigzag64` wrote. Throws `truncated`, or `malformed` beyond ten bytes. */
export function readZigzag64(reader: ByteReader): bigint {
  let low = 0;
  let high = 0;
  for (let index = 0; index < maxVarintBytes; index += 1) {
    const byte = reader.readByte();
    const bits = byte & 0x7f;
    const shift = 7 * index;
    if (shift < 32) low |= bits << shift;
    if (shift >= 32) high |= bits << (shift - 32);
    else if (shift === 28) high |= bits >>> 4;
    if ((byte & 0x80) === 0) return fromZigzag(high, low);
  }
  throw new ProtocolError('malformed', `a number of more than ${maxVarintBytes} bytes`);
}

function fromZigzag(high: number, low: number): bigint {
  const sign = -(low & 1);
  words.setInt32(0, (high >>> 1) ^ sign);
  words.setInt32(4, ((low >>> 1) | (high << 31)) ^ sign);
  return words.getBigInt64(0);
}
