import type { Logger } from '../platform/logger';
import { decodeFrame } from '../protocol/frame';
import type { Encoding } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';
import { ProtocolError } from '../protocol/protocol-error';

/** Reads what the server says, and counts what cannot be read. */
export class FrameReader {
  /** Frames that could not be read. */
  unreadable = 0;

  constructor(
    private readonly encoding: Encoding,
    private readonly logger: Logger,
  ) {}

  /** The frame in a message; null, and counted, when there is none. */
  read(bytes: Uint8Array): Frame | null {
    try {
      return decodeFrame(bytes, { from: 'server', encoding: this.encoding });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.skip(error.code, bytes.length);
      return null;
    }
  }

  /** Counts something that is left out, and says why. */
  skip(code: string, byteCount: number | null = null): void {
    this.unreadable += 1;
    this.logger.warn('unreadable frame', { code, bytes: byteCount });
  }
}
