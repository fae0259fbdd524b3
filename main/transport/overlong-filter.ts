import type { MessageShortener } from './transport';

type State = 'response' | 'header' | 'payload' | 'overlong' | 'raw';

const endOfHeaders = Buffer.from('\r\n\r\n');
const finalBinary = 0x82;
const maskBit = 0x80;
const longestHeaderBytes = 64 * 1024;

/** What the filter does with messages that are longer than `limitBytes`. */
export interface OverlongFilterOptions {
  readonly limitBytes: number;
  /** Reads one of them and keeps what it can; null: pass it on as it is. */
  readonly shortener: () => MessageShortener | null;
}

/**
 * Stands between a socket and the websocket library, which keeps a message until it is whole and gives the connection up
 * when one is too long. Copies the bytes of the handshake and of every websocket frame; of a binary message that is longer
 * than the limit it passes on what a shortener has left, as a frame of its own. tim writes every message as one frame;
 * what is in several, masked or compressed is passed on as it is, for the library to judge.
 */
export class OverlongFilter {
  private state: State = 'response';
  private held: Buffer = Buffer.alloc(0);
  private leftBytes = 0;
  private shortener: MessageShortener | null = null;

  constructor(private readonly options: OverlongFilterOptions) {}

  /** The bytes that go on for these that came. */
  pass(chunk: Buffer): Buffer {
    const out: Buffer[] = [];
    let rest = chunk;
    while (rest.length > 0) rest = this.step(rest, out);
    return out.length === 1 ? (out[0] ?? Buffer.alloc(0)) : Buffer.concat(out);
  }

  private step(chunk: Buffer, out: Buffer[]): Buffer {
    switch (this.state) {
      case 'raw':
        out.push(chunk);
        return chunk.subarray(chunk.length);
      case 'response':
        return this.readResponse(chunk, out);
      case 'header':
        return this.readHeader(chunk, out);
      case 'payload':
      case 'overlong':
        return this.readPayload(chunk, out);
    }
  }

  private readResponse(chunk: Buffer, out: Buffer[]): Buffer {
    const before = this.held.length;
    const held = Buffer.concat([this.held, chunk]);
    const end = held.indexOf(endOfHeaders);
    if (end < 0) {
      this.held = held;
      out.push(chunk);
      if (held.length > longestHeaderBytes) this.state = 'raw';
      return chunk.subarray(chunk.length);
    }
    const used = end + endOfHeaders.length - before;
    out.push(chunk.subarray(0, used));
    // Anything but "switching protocols" is for the library alone.
    this.state = held.toString('latin1', 0, 16).startsWith('HTTP/1.1 101 ') ? 'header' : 'raw';
    this.held = Buffer.alloc(0);
    return chunk.subarray(used);
  }

  private readHeader(chunk: Buffer, out: Buffer[]): Buffer {
    const before = this.held.length;
    const held = Buffer.concat([this.held, chunk.subarray(0, 14 - before)]);
    const header = headerOf(held);
    if (header === null) {
      this.held = held;
      return chunk.subarray(held.length - before);
    }
    const isPlain = header.firstByte === finalBinary && !header.isMasked;
    const isOverlong = isPlain && header.payloadBytes > this.options.limitBytes;
    this.shortener = isOverlong ? this.options.shortener() : null;
    this.leftBytes = header.payloadBytes;
    this.state = this.leftBytes === 0 ? 'header' : this.shortener === null ? 'payload' : 'overlong';
    if (header.isMasked) this.state = 'raw';
    if (this.shortener === null) out.push(held.subarray(0, header.byteCount));
    this.held = Buffer.alloc(0);
    return chunk.subarray(header.byteCount - before);
  }

  private readPayload(chunk: Buffer, out: Buffer[]): Buffer {
    const part = chunk.subarray(0, this.leftBytes);
    this.leftBytes -= part.length;
    if (this.shortener === null) out.push(part);
    else this.shortener.write(part);
    if (this.leftBytes === 0) {
      if (this.shortener !== null) out.push(toFrame(this.shortener.end()));
      this.shortener = null;
      this.state = 'header';
    }
    return chunk.subarray(part.length);
  }
}

interface FrameHeader {
  readonly firstByte: number;
  readonly isMasked: boolean;
  readonly payloadBytes: number;
  /** Length of the header itself. */
  readonly byteCount: number;
}

/** The header at the beginning of these bytes; null when it is not all there. */
function headerOf(bytes: Buffer): FrameHeader | null {
  const [firstByte, secondByte] = bytes;
  if (firstByte === undefined || secondByte === undefined) return null;
  const short = secondByte & 0x7f;
  const byteCount = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < byteCount) return null;
  const payloadBytes =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  return { firstByte, isMasked: (secondByte & maskBit) !== 0, payloadBytes, byteCount };
}

function toFrame(payload: Uint8Array): Buffer {
  const header = Buffer.alloc(10);
  header[0] = finalBinary;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([header, payload]);
}
