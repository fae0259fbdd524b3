import { maxFrameBytes } from './frame-limits';
import { FrameType, type Encoding } from './packet-types';
import { shortenCompact } from './shorten-compact';
import { JsonShortener } from './shorten-json';
import type { ShortenedBody, ShortenOptions } from './shortened-body';

const syncBit = 0x80;
const syncHeaderBytes = 5;
const longestKeptBytes = 64 * 1024;
// A frame of very many short strings: first less is kept of each, then nothing at all.
const sparingFromBytes = maxFrameBytes / 4;
const sparingBytes = 256;
const mostKeptBytes = maxFrameBytes / 2;

// Lists of messages and messages; of other frames nothing could be used without what is left out.
const shortenable: ReadonlySet<number> = new Set([
  FrameType.offlineMessages,
  FrameType.pullMessages,
  FrameType.message,
  FrameType.revoke,
  FrameType.burn,
]);

/**
 * Reads a server's frame of any length as it comes and keeps everything but its long strings: numbers, names and times of
 * the messages in it, whole commands, and the sync id that has to be acknowledged. Memory stays below half of
 * `maxFrameBytes`. A frame of which nothing can be used comes out as its header alone.
 */
export class FrameShortener {
  private readonly header: number[] = [];
  private readonly kept: Uint8Array[] = [];
  private keptBytes = 0;
  private body: ShortenedBody | null = null;
  private isLost = false;

  /** `token` stands for what is left out; in both encodings, as text and as binary, it is found by `isCutBy`. */
  constructor(
    private readonly encoding: Encoding,
    private readonly token: string,
  ) {}

  /** Takes the next bytes of the frame. */
  write(chunk: Uint8Array): void {
    let rest = chunk;
    while (rest.length > 0 && this.header.length < this.headerBytes) {
      this.header.push(rest[0] ?? 0);
      rest = rest.subarray(1);
    }
    if (rest.length === 0 || this.isLost) return;
    this.body ??= this.open();
    this.body?.write(rest);
  }

  /** What is left, once all bytes were written. */
  end(): Uint8Array {
    const header = Uint8Array.from(this.header);
    return this.isLost ? header : Buffer.concat([header, ...this.kept]);
  }

  private get headerBytes(): number {
    return ((this.header[0] ?? 0) & syncBit) === 0 ? 1 : syncHeaderBytes;
  }

  private open(): ShortenedBody | null {
    const type = (this.header[0] ?? 0) & ~syncBit;
    if (!shortenable.has(type)) {
      this.isLost = true;
      return null;
    }
    const options: ShortenOptions = {
      emit: (bytes) => this.keep(bytes),
      longestBytes: () => (this.keptBytes < sparingFromBytes ? longestKeptBytes : sparingBytes),
      token: new TextEncoder().encode(this.token),
    };
    return this.encoding === 'json' ? new JsonShortener(options) : shortenCompact(options);
  }

  private keep(bytes: Uint8Array): void {
    this.keptBytes += bytes.length;
    if (this.keptBytes > mostKeptBytes) {
      this.isLost = true;
      this.kept.length = 0;
    } else if (!this.isLost) this.kept.push(new Uint8Array(bytes));
  }
}

/**
 * The sync id of a frame that came out of the shortener as its header alone; null for any other frame. It has to be
 * acknowledged all the same: sent again for ever, it would keep everything behind it waiting.
 */
export function skippedSyncId(bytes: Uint8Array): number | null {
  if (bytes.length !== syncHeaderBytes || ((bytes[0] ?? 0) & syncBit) === 0) return null;
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(1);
}
