import { createCipheriv, createHash, type Cipher } from 'node:crypto';

const blockBytes = 16;

/** Content of any length that needs no memory, looks like chance, and of which every part can be made alone. */
export class LongContent {
  private readonly key: Buffer;

  constructor(
    seed: number,
    readonly sizeBytes: number,
  ) {
    this.key = createHash('sha256').update(`long content ${seed}`).digest();
  }

  /** The bytes from `start` up to but not including `end`. */
  part(start: number, end: number): Buffer {
    const first = Math.floor(start / blockBytes);
    const bytes = this.cipherFrom(first).update(Buffer.alloc(end - first * blockBytes));
    return bytes.subarray(start - first * blockBytes);
  }

  /** All of it, in parts of this length. */
  *parts(partBytes: number): Generator<Buffer> {
    const cipher = this.cipherFrom(0);
    const zeros = Buffer.alloc(partBytes);
    for (let start = 0; start < this.sizeBytes; start += partBytes) {
      yield cipher.update(zeros.subarray(0, Math.min(partBytes, this.sizeBytes - start)));
    }
  }

  private cipherFrom(block: number): Cipher {
    const counter = Buffer.alloc(blockBytes);
    counter.writeBigUInt64BE(BigInt(block), 8);
    return createCipheriv('aes-256-ctr', this.key, counter);
  }
}
