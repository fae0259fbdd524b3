import { ProtocolError } from './protocol-error';

/** Reads a struct's bytes in order. Every method throws `truncated` at the end of the bytes. */
export class ByteReader {
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Bytes not read yet. */
  get remainingBytes(): number {
    return this.bytes.length - this.position;
  }

  /** The next byte, 0 to 255. */
  readByte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) throw truncated(this.position);
    this.position += 1;
    return byte;
  }

  /** A view of the next `lengthBytes` bytes. */
  read(lengthBytes: number): Uint8Array {
    if (lengthBytes > this.remainingBytes) throw truncated(this.position);
    const start = this.position;
    this.position += lengthBytes;
    return this.bytes.subarray(start, this.position);
  }
}

function truncated(position: number): ProtocolError {
  return new ProtocolError('truncated', `the body ends inside the value at byte ${position}`);
}

const initialCapacityBytes = 256;

/** Collects a struct's bytes in one buffer that doubles when it is full. */
export class ByteWriter {
  private buffer = new Uint8Array(initialCapacityBytes);
  private length = 0;

  /** Appends the low eight bits of `byte`. */
  writeByte(byte: number): void {
    this.reserve(1);
    this.buffer[this.length] = byte;
    this.length += 1;
  }

  /** Appends a copy of `bytes`. */
  write(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written, as a view of the writer's buffer: the writer is done then. */
  finish(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(moreBytes: number): void {
    const neededBytes = this.length + moreBytes;
    if (neededBytes <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(neededBytes, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }
}
