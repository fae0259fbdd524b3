// The parts of the thrift package that are used, by their files: its index loads servers, sockets and more. The published
// types describe the index only. Members are those that CompactProtocol calls or overrides.
declare module 'thrift/lib/nodejs/lib/thrift/compact_protocol.js' {
  /** Thrift's compact protocol over any transport with `readByte`, `read` and `write`. */
  export default class TCompactProtocol {
    constructor(transport: object);
    readListBegin(): { etype: number; size: number };
    readMapBegin(): { ktype: number; vtype: number; size: number };
    readByte(): number;
    readI16(): number;
    readI64(): unknown;
    readBinary(): Uint8Array;
    readString(): string;
    readVarint32(): number;
    writeByte(byte: number): void;
    writeI64(value: unknown): void;
    writeBinary(bytes: Uint8Array): void;
    writeString(text: string): void;
    writeVarint32(value: number): void;
  }
}
