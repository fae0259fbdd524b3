import type { ShortenedBody, ShortenOptions } from './shortened-body';

const quote = 0x22;
const backslash = 0x5c;

/** Copies JSON as it comes; a string that is longer than allowed, keys included, is replaced by the token. */
export class JsonShortener implements ShortenedBody {
  private isInString = false;
  private isEscaped = false;
  private isCut = false;
  private held: Uint8Array[] = [];
  private heldBytes = 0;

  constructor(private readonly options: ShortenOptions) {}

  write(bytes: Uint8Array): void {
    let start = 0;
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index];
      if (this.isEscaped) this.isEscaped = false;
      else if (this.isInString && byte === backslash) this.isEscaped = true;
      else if (byte === quote) {
        // The quotes themselves are copied.
        if (this.isInString) {
          this.hold(bytes.subarray(start, index));
          this.release();
          start = index;
        } else {
          this.options.emit(bytes.subarray(start, index + 1));
          start = index + 1;
        }
        this.isInString = !this.isInString;
      }
    }
    const rest = bytes.subarray(start);
    if (this.isInString) this.hold(rest);
    else if (rest.length > 0) this.options.emit(rest);
  }

  private hold(part: Uint8Array): void {
    if (this.isCut || part.length === 0) return;
    this.heldBytes += part.length;
    if (this.heldBytes > this.options.longestBytes()) {
      this.isCut = true;
      this.held = [];
    } else this.held.push(new Uint8Array(part));
  }

  private release(): void {
    if (this.isCut) this.options.emit(this.options.token);
    else for (const part of this.held) this.options.emit(part);
    this.held = [];
    this.heldBytes = 0;
    this.isCut = false;
  }
}
