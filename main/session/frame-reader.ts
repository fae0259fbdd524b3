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
      this.unreadable += 1;
      this.logger.warn('unreadable frame', { code: error.code, bytes: bytes.length });
      return null;
    }
  }
}
