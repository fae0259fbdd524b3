import { createHash } from 'node:crypto';
import type { AttachmentPart } from '../attachments/attachment-part';
import { blockBytesOf, blockCountOf, blockHashAt, smallestBlockBytes, type FileInfo } from '../domain/file';
import { nextTurn } from '../platform/turn';
import { hashOfBlock } from './block-hashes';

/**
 * Fills a part in the order of its bytes: a block is written once it is what its author said, and the whole is known to be right when the
 * last one is. What an earlier run has written is read again first; that costs no fetching, and it is the only note of what is here.
 */
export class PartFiller {
  private readonly whole = createHash('sha256');
  private readonly block: Buffer;
  private readonly blockBytes: number;
  /** Blocks that are on the disk. */
  private done = 0;
  private filled = 0;

  private constructor(
    private readonly part: AttachmentPart,
    private readonly info: FileInfo,
    private readonly hashes: Uint8Array,
  ) {
    this.blockBytes = blockBytesOf(info.sizeBytes);
    this.block = Buffer.alloc(Math.min(this.blockBytes, info.sizeBytes));
  }

  /** Looks what of the file is here. @throws AttachmentError */
  static async open(part: AttachmentPart, info: FileInfo, hashes: Uint8Array): Promise<PartFiller> {
    const filler = new PartFiller(part, info, hashes);
    while (!filler.isFull && (await filler.readBlock()));
    return filler;
  }

  /** Bytes from the beginning that are here, the block that is being filled included. */
  get position(): number {
    return this.done * this.blockBytes + this.filled;
  }

  get isFull(): boolean {
    return this.done === blockCountOf(this.info.sizeBytes);
  }

  /**
   * Adds the next bytes; false when they are not what their author said, and then nothing of this block is kept.
   * @throws AttachmentError
   */
  async add(bytes: Uint8Array): Promise<boolean> {
    for (let taken = 0; taken < bytes.length;) {
      const some = bytes.subarray(taken, taken + this.lengthOfBlock() - this.filled);
      this.block.set(some, this.filled);
      this.filled += some.length;
      taken += some.length;
      if (this.filled === this.lengthOfBlock() && !(await this.endBlock())) return false;
    }
    return true;
  }

  /** Whether all of it together is what was offered; to be asked once, when it is full. */
  isWhole(): boolean {
    return this.whole.digest('hex') === this.info.hash;
  }

  private lengthOfBlock(): number {
    return Math.min(this.blockBytes, this.info.sizeBytes - this.done * this.blockBytes);
  }

  private async endBlock(): Promise<boolean> {
    const content = this.block.subarray(0, this.filled);
    if (!this.isRight(content)) {
      this.filled = 0;
      return false;
    }
    await this.part.write((this.done * this.blockBytes) / smallestBlockBytes, content);
    this.whole.update(content);
    // In one turn: what is shown of it never goes back.
    this.filled = 0;
    this.done += 1;
    // Hashing takes its time, and others have theirs.
    await nextTurn();
    return true;
  }

  /** One block from the disk, if it is there. */
  private async readBlock(): Promise<boolean> {
    const length = this.lengthOfBlock();
    for (let start = 0; start < length; start += smallestBlockBytes) {
      const chunk = await this.part.read((this.done * this.blockBytes + start) / smallestBlockBytes);
      if (chunk === null) return false;
      this.block.set(chunk, start);
    }
    const content = this.block.subarray(0, length);
    if (!this.isRight(content)) return false;
    this.whole.update(content);
    this.done += 1;
    await nextTurn();
    return true;
  }

  private isRight(content: Uint8Array): boolean {
    return Buffer.from(hashOfBlock(content)).equals(blockHashAt(this.hashes, this.done));
  }
}
