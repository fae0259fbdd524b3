import { join } from 'node:path';
import type { AttachmentId } from '../domain/ids';
import type { AttachmentPlace } from '../domain/attachment';
import { AttachmentError, toAttachmentError } from './attachment';
import { chunkBytes, sealChunk, sealedChunkBytes } from './chunk-cipher';
import type { Disk, DiskFile } from './disk';
import type { SecretStore } from './secret-store';

/** What a writer works with. */
export interface AttachmentWriterOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly secrets: SecretStore;
  readonly id: AttachmentId;
  /** A new key, which nobody else has; the writer wipes it. */
  readonly key: Uint8Array;
  /** Longest content, bytes. */
  readonly mostBytes: number;
  /** Called once, when nothing more is going to happen. */
  readonly ended: () => void;
}

/** The sixteen bytes that an id stands for. */
export const bytesOf = (id: AttachmentId): Buffer => Buffer.from(id, 'hex');

/**
 * One attachment on its way to the disk. Its key is in memory alone until all of its bytes are on the disk, so a half file can
 * be read by nobody, whatever ends the program. Whatever fails gives the whole attachment up: nothing stays.
 */
export class AttachmentWriter {
  /** What has come and is not sealed. The last chunk is told from the others, so one is held back. */
  private readonly content = Buffer.alloc(chunkBytes);
  private filled = 0;
  private index = 0;
  private isEnded = false;

  private constructor(
    private readonly options: AttachmentWriterOptions,
    private readonly file: DiskFile,
  ) {}

  /** Makes the file. @throws AttachmentError */
  static async begin(options: AttachmentWriterOptions): Promise<AttachmentWriter> {
    try {
      const file = await options.disk.create(join(options.folder, options.id));
      return new AttachmentWriter(options, file);
    } catch (error) {
      options.key.fill(0);
      options.ended();
      throw toAttachmentError(error);
    }
  }

  /** Bytes that have come. */
  get sizeBytes(): number {
    return this.index * chunkBytes + this.filled;
  }

  /**
   * Adds bytes; they may be changed when the promise resolves. One call at a time.
   * @throws AttachmentError `tooLarge`, `ended`, or what the disk says
   */
  write(bytes: Uint8Array): Promise<void> {
    return this.orGiveUp(async () => {
      if (this.sizeBytes + bytes.length > this.options.mostBytes) throw new AttachmentError('tooLarge');
      for (let taken = 0; taken < bytes.length;) {
        if (this.filled === chunkBytes) await this.sealOne(false);
        const part = bytes.subarray(taken, taken + chunkBytes - this.filled);
        this.content.set(part, this.filled);
        this.filled += part.length;
        taken += part.length;
      }
    });
  }

  /**
   * Ends the content. When the promise resolves everything is on the disk, the key too. It stays there only if whoever calls
   * commits the place before the program ends: what nobody knows of is removed by the next sweep.
   * @throws AttachmentError `tooMany`, `ended`, or what the disk says
   */
  finish(): Promise<AttachmentPlace> {
    return this.orGiveUp(async () => {
      const { disk, folder, secrets, id, key } = this.options;
      const { sizeBytes } = this;
      await this.sealOne(true);
      await this.file.sync();
      await this.file.close();
      await disk.syncFolder(folder);
      // The last step that can fail: with its key the file can be read.
      const owner = bytesOf(id);
      const slot = await secrets.put(owner, key);
      if (this.isEnded) {
        // Given up meanwhile: the file has gone.
        await secrets.destroy([{ slot, owner }]);
        throw new AttachmentError('ended');
      }
      await this.end();
      return { id, slot, sizeBytes };
    });
  }

  /** Gives it up: its key and its file are gone. Never rejects; a file that cannot be removed now is removed by the next sweep. */
  async abandon(): Promise<void> {
    if (this.isEnded) return;
    await this.end().catch(() => undefined);
    const { disk, folder, id } = this.options;
    await disk.remove(join(folder, id)).catch(() => undefined);
  }

  private async orGiveUp<T>(work: () => Promise<T>): Promise<T> {
    if (this.isEnded) throw new AttachmentError('ended');
    try {
      return await work();
    } catch (error) {
      // Given up by somebody else while it was under way: what failed then is no matter of the disk.
      if (this.isEnded) throw new AttachmentError('ended', { cause: error });
      await this.abandon();
      throw toAttachmentError(error);
    }
  }

  private async sealOne(isLast: boolean): Promise<void> {
    // Given up while the last one was being written.
    if (this.isEnded) throw new AttachmentError('ended');
    const place = { file: bytesOf(this.options.id), index: this.index, isLast };
    const sealed = sealChunk(this.options.key, place, this.content.subarray(0, this.filled));
    await this.file.write(sealed, this.index * sealedChunkBytes);
    this.index += 1;
    this.filled = 0;
  }

  private async end(): Promise<void> {
    this.isEnded = true;
    this.options.key.fill(0);
    this.content.fill(0);
    this.options.ended();
    await this.file.close();
  }
}
