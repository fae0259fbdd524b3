import { bigDataHeaderBytes, bigDataLength, isBigDataType } from './big-data';
import { ProtocolError } from './protocol-error';
import { maxFrameBytes } from './frame-limits';

/** What became of one websocket message that was offered to the assembler. */
export type BigDataProgress =
  /** Not part of big data, or more than what an open frame still lacks: handle it as a frame of its own. */
  | { readonly kind: 'notBigData' }
  /** Kept; more must come. */
  | { readonly kind: 'pending' }
  /** All bytes are here: decode `frame` with `decodeFrame`. */
  | { readonly kind: 'complete'; readonly frame: Uint8Array }
  /** The length field is too small; the bytes are dropped. The server answers TimAck{type, 4114} and goes on. */
  | { readonly kind: 'rejected'; readonly type: number; readonly error: ProtocolError };

/**
 * Server side of a client's big frame, which may come in several websocket messages: collects bytes until the frame's own
 * length is reached. While a big frame is open every message belongs to it, whatever it looks like (a ping sent in
 * between is swallowed), as the real server does. A message that is longer than what is missing takes the place of the open
 * frame, which is dropped without a word. A length that never comes leaves the socket deaf. One assembler per socket; holds at
 * most `limitBytes`.
 */
export class BigDataAssembler {
  private parts: Uint8Array[] = [];
  private collectedBytes = 0;

  constructor(private readonly limitBytes: number = maxFrameBytes) {}

  /** True while a big frame is open. */
  get isCollecting(): boolean {
    return this.collectedBytes > 0;
  }

  /** Takes the next websocket message. Empty messages change nothing. */
  push(bytes: Uint8Array): BigDataProgress {
    const firstByte = bytes[0];
    if (!this.isCollecting && (firstByte === undefined || !isBigDataType(firstByte & 0x7f))) {
      return { kind: 'notBigData' };
    }
    if (firstByte === undefined) return { kind: 'pending' };
    if (this.collectedBytes + bytes.length > this.limitBytes) {
      return this.reject(
        bytes,
        new ProtocolError('frameTooLarge', `big data beyond ${this.limitBytes} bytes`),
      );
    }
    // A frame that came as a whole is handled at once, as it lies there.
    const isWhole =
      !this.isCollecting && bytes.length > bigDataHeaderBytes && (bigDataLength(bytes) | 0) === bytes.length;
    if (isWhole) return { kind: 'complete', frame: bytes };
    // Copied: the socket may reuse its buffer before the next message comes.
    this.parts.push(new Uint8Array(bytes));
    this.collectedBytes += bytes.length;
    return this.collectedBytes < bigDataHeaderBytes ? { kind: 'pending' } : this.progress();
  }

  /** Forgets an open frame, for a socket that is closed. */
  reset(): void {
    this.parts = [];
    this.collectedBytes = 0;
  }

  private progress(): BigDataProgress {
    // The server reads the length as an int32: from 2 GiB on it is negative, and too small.
    const announcedBytes = bigDataLength(this.header()) | 0;
    if (announcedBytes < this.collectedBytes) return this.overrun(announcedBytes);
    if (announcedBytes > this.collectedBytes) return { kind: 'pending' };
    const frame = Buffer.concat(this.parts);
    this.reset();
    return { kind: 'complete', frame };
  }

  private overrun(announcedBytes: number): BigDataProgress {
    const hadOpenFrame = this.parts.length > 1;
    if (hadOpenFrame) {
      this.reset();
      return { kind: 'notBigData' };
    }
    const detail = `big data: ${this.collectedBytes} bytes, ${announcedBytes} announced`;
    return this.reject(null, new ProtocolError('bigDataLength', detail));
  }

  /** The first bytes as one piece, even if the header itself was split. */
  private header(): Uint8Array {
    const first = this.parts[0];
    if (first !== undefined && first.length >= bigDataHeaderBytes) return first;
    const joined = Buffer.concat(this.parts);
    this.parts = [joined];
    return joined;
  }

  private reject(next: Uint8Array | null, error: ProtocolError): BigDataProgress {
    const firstByte = this.parts[0]?.[0] ?? next?.[0] ?? 0;
    this.reset();
    return { kind: 'rejected', type: firstByte & 0x7f, error };
  }
}
