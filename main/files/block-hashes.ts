import { createHash } from 'node:crypto';
import { blockBytesOf, blockHashBytes, mostBlocks } from '../domain/file';

/** The hash of one block: the first half of its SHA-256. */
export const hashOfBlock = (block: Uint8Array): Uint8Array =>
  createHash('sha256').update(block).digest().subarray(0, blockHashBytes);

/** What a file is known by. */
export interface FileHashes {
  /** SHA-256 of the whole, 64 hexadecimal digits. */
  readonly hash: string;
  /** Hashes of its blocks, one after the other. */
  readonly blocks: Uint8Array;
}

/** Hashes a file of a known size as it comes, in parts of any length. */
export class FileHasher {
  private readonly whole = createHash('sha256');
  private block = createHash('sha256');
  private readonly blockBytes: number;
  private readonly blocks: Uint8Array[] = [];
  private filled = 0;

  constructor(sizeBytes: number) {
    this.blockBytes = blockBytesOf(sizeBytes);
  }

  /** The next bytes. */
  update(bytes: Uint8Array): void {
    this.whole.update(bytes);
    for (let taken = 0; taken < bytes.length;) {
      const part = bytes.subarray(taken, taken + this.blockBytes - this.filled);
      this.block.update(part);
      this.filled += part.length;
      taken += part.length;
      if (this.filled === this.blockBytes) this.endBlock();
    }
  }

  /** To be called once, after the last bytes. */
  finish(): FileHashes {
    if (this.filled > 0) this.endBlock();
    return { hash: this.whole.digest('hex'), blocks: Buffer.concat(this.blocks) };
  }

  private endBlock(): void {
    // More came than was announced; whoever counts the bytes says so.
    if (this.blocks.length > mostBlocks) return;
    this.blocks.push(this.block.digest().subarray(0, blockHashBytes));
    this.block = createHash('sha256');
    this.filled = 0;
  }
}
