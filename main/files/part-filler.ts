import { createHash } from 'node:crypto';
import type { AttachmentPart } from '../attachments/attachment-part';
import { blockBytesOf, blockCountOf, blockHashAt, smallestBlockBytes, type FileInfo } from '../domain/file';
import { nextTurn } from '../platform/turn';
import { hashOfBlock } from './block-hashes';

/** Blocks are written together up to this, bytes: each writing asks for the key, and waits for the disk. */
const mostWrittenAtOnce = 1024 * 1024;

/**
 * Fills a part in the order of its bytes: a block is written once it is what its author said, and the whole is known to be right when the
 * last one is. What an earlier run has written is read again first; that costs no fetching, and it is the only note of what is here.
 */
export class PartFiller {
  private readonly whole = createHash('sha256');
  /** What follows the blocks on the disk: some blocks, and the beginning of one. */
  private readonly next: Buffer;
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
    this.next = Buffer.alloc(Math.min(Math.max(this.blockBytes, mostWrittenAtOnce), info.sizeBytes));
  }

  /** Looks what of the file is here. @throws AttachmentError */
  static async open(part: AttachmentPart, info: FileInfo, hashes: Uint8Array): Promise<PartFiller> {
    const filler = new PartFiller(part, info, hashes);
    while (!filler.isFull && (await filler.readBlock()));
    return filler;
  }

  /** Where the next bytes belong. */
  get position(): number {
    return this.storedBytes + this.filled;
  }

  /** Bytes that are shown as being here: blocks on the disk, and of the next one what has come. */
  get doneBytes(): number {
    const begun = this.isFull ? 0 : Math.min(this.filled, this.lengthOfBlock(this.done) - 1);
    return this.storedBytes + begun;
  }

  get isFull(): boolean {
    return this.done === blockCountOf(this.info.sizeBytes);
  }

  /**
   * Adds the next bytes; false when they are not what their author said, and then nothing of them is kept.
   * @throws AttachmentError
   */
  async add(bytes: Uint8Array): Promise<boolean> {
    if (this.position + bytes.length > this.info.sizeBytes) return false;
    for (let taken = 0; taken < bytes.length;) {
      const some = bytes.subarray(taken, taken + this.next.length - this.filled);
      this.next.set(some, this.filled);
      this.filled += some.length;
      taken += some.length;
      if (!(await this.endBlocks())) return false;
    }
    return true;
  }

  /** Whether all of it together is what was offered; to be asked once, when it is full. */
  isWhole(): boolean {
    return this.whole.digest('hex') === this.info.hash;
  }

  private get storedBytes(): number {
    return Math.min(this.done * this.blockBytes, this.info.sizeBytes);
  }

  private lengthOfBlock(index: number): number {
    return Math.min(this.blockBytes, this.info.sizeBytes - index * this.blockBytes);
  }

  /** Writes the blocks that have come as a whole. */
  private async endBlocks(): Promise<boolean> {
    let count = 0;
    let ended = 0;
    for (;;) {
      const index = this.done + count;
      const length = index < blockCountOf(this.info.sizeBytes) ? this.lengthOfBlock(index) : 0;
      if (length === 0 || ended + length > this.filled) break;
      if (!this.isRight(this.next.subarray(ended, ended + length), index)) {
        this.filled = 0;
        return false;
      }
      count += 1;
      ended += length;
    }
    if (count === 0) return true;
    const content = this.next.subarray(0, ended);
    await this.part.write((this.done * this.blockBytes) / smallestBlockBytes, content);
    this.whole.update(content);
    // In one turn: what is shown of it never goes back.
    this.next.copyWithin(0, ended, this.filled);
    this.filled -= ended;
    this.done += count;
    // Hashing takes its time, and others have theirs.
    await nextTurn();
    return true;
  }

  /** One block from the disk, if it is there. */
  private async readBlock(): Promise<boolean> {
    const length = this.lengthOfBlock(this.done);
    for (let start = 0; start < length; start += smallestBlockBytes) {
      const chunk = await this.part.read((this.done * this.blockBytes + start) / smallestBlockBytes);
      if (chunk === null) return false;
      this.next.set(chunk, start);
    }
    const content = this.next.subarray(0, length);
    if (!this.isRight(content, this.done)) return false;
    this.whole.update(content);
    this.done += 1;
    await nextTurn();
    return true;
  }

  private isRight(content: Uint8Array, index: number): boolean {
    return Buffer.from(hashOfBlock(content)).equals(blockHashAt(this.hashes, index));
  }
}
