import TCompactProtocol from 'thrift/lib/nodejs/lib/thrift/compact_protocol.js';
import type { ByteReader, ByteWriter } from './compact-transport';
import { maxElementsPerFrame } from './decode-limits';
import { ProtocolError } from './protocol-error';
import { decodeUtf8, encodeUtf8 } from './utf8';
import { maxVarintBytes, readZigzag64, writeZigzag64 } from './zigzag64';

/**
 * Thrift's compact protocol, reading. Field headers, nesting and skipping are the library's; overridden is what it does
 * not do well enough for bytes from strangers:
 * - int64 comes as a node-int64 object there, here as a bigint, exact over the whole range;
 * - sizes pass through a double there and are believed, here they are held against the bytes that are left;
 * - i16 is not cut to 16 bits there;
 * - binary is a copy here, so that a packet does not keep the whole frame alive.
 */
export class CompactReader extends TCompactProtocol {
  private elements = 0;

  constructor(private readonly reader: ByteReader) {
    super(reader);
  }

  override readListBegin(): { etype: number; size: number } {
    const header = super.readListBegin();
    this.checkElements(header.size, 1);
    return header;
  }

  override readMapBegin(): { ktype: number; vtype: number; size: number } {
    const header = super.readMapBegin();
    this.checkElements(header.size, 2);
    return header;
  }

  /** An i8. Headers are read from the transport, whose bytes have no sign. */
  override readByte(): number {
    return (this.reader.readByte() << 24) >> 24;
  }

  override readI16(): number {
    return (super.readI16() << 16) >> 16;
  }

  override readI64(): bigint {
    return readZigzag64(this.reader);
  }

  override readVarint32(): number {
    let value = 0;
    for (let index = 0; index < maxVarintBytes; index += 1) {
      const byte = this.reader.readByte();
      // Bits beyond 32 are dropped, as Go's conversion to int32 does; shifts of 32 and more would wrap around.
      if (index < 5) value |= (byte & 0x7f) << (7 * index);
      if ((byte & 0x80) === 0) return value >>> 0;
    }
    throw new ProtocolError('malformed', `a number of more than ${maxVarintBytes} bytes`);
  }

  override readBinary(): Uint8Array {
    return new Uint8Array(this.reader.read(this.readVarint32()));
  }

  override readString(): string {
    return decodeUtf8(this.reader.read(this.readVarint32()));
  }

  private checkElements(count: number, leastBytesEach: number): void {
    if (count * leastBytesEach > this.reader.remainingBytes) {
      throw new ProtocolError(
        'truncated',
        `${count} elements announced, ${this.reader.remainingBytes} bytes left`,
      );
    }
    this.elements += count;
    if (this.elements > maxElementsPerFrame) throw new ProtocolError('malformed', 'too many elements');
  }
}

/**
 * Thrift's compact protocol, writing. Overridden are the methods that put bytes out: int64 is a bigint, and the library's
 * own go through the deprecated `new Buffer`, one object for every byte.
 */
export class CompactWriter extends TCompactProtocol {
  constructor(private readonly writer: ByteWriter) {
    super(writer);
  }

  override writeByte(byte: number): void {
    this.writer.writeByte(byte);
  }

  override writeI64(value: bigint): void {
    writeZigzag64(this.writer, value);
  }

  override writeVarint32(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.writer.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.writer.writeByte(rest);
  }

  override writeString(text: string): void {
    this.writeBinary(encodeUtf8(text));
  }

  override writeBinary(bytes: Uint8Array): void {
    this.writeVarint32(bytes.length);
    this.writer.write(bytes);
  }
}
