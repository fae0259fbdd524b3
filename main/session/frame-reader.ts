import type { Logger } from '../platform/logger';
import type { Random } from '../platform/random';
import { markCutMessages } from '../protocol/cut-messages';
import { decodeFrame } from '../protocol/frame';
import { FrameShortener } from '../protocol/frame-shortener';
import type { Encoding } from '../protocol/packet-types';
import type { Frame } from '../protocol/packets';
import { ProtocolError } from '../protocol/protocol-error';

export { skippedSyncId } from '../protocol/frame-shortener';

/** Reads what the server says, frames that are too long to be kept included, and counts what cannot be read. */
export class FrameReader {
  /** Frames that could not be read. */
  unreadable = 0;
  /** Stands in shortened frames for what was left out; null until one has come. */
  private cutToken: string | null = null;

  constructor(
    private readonly encoding: Encoding,
    private readonly logger: Logger,
    private readonly random: Random,
  ) {}

  /** For a frame that is longer than any that is kept: it must not end the connection, nor fill the memory. */
  shortener(): FrameShortener {
    this.logger.warn('frame too long');
    this.cutToken ??= this.random.uuid().replaceAll('-', '');
    return new FrameShortener(this.encoding, this.cutToken);
  }

  /** The frame in a message, its shortened messages marked for `isCut`; null, and counted, when there is none. */
  read(bytes: Uint8Array): Frame | null {
    try {
      const frame = decodeFrame(bytes, { from: 'server', encoding: this.encoding });
      return this.cutToken === null ? frame : markCutMessages(frame, this.cutToken);
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
