import { join } from 'node:path';
import { toAttachmentId, type AttachmentId } from '../domain/ids';
import type { Random } from '../platform/random';
import type { AttachmentPlace } from '../domain/attachment';
import { AttachmentError, isAttachmentName, toAttachmentError } from './attachment';
import { AttachmentPart } from './attachment-part';
import { bytesOf, AttachmentWriter } from './attachment-writer';
import {
  attachmentKeyBytes,
  chunkBytes,
  chunkCountOf,
  openChunk,
  sealedChunkBytes,
  sealedSizeOf,
} from './chunk-cipher';
import { systemDisk, type Disk, type DiskFile } from './disk';
import { ownerBytes, SecretStore } from './secret-store';
import { sweep, type AttachmentIndex, type SweptAttachments } from './sweep';

/** Where the files of attachments are. It is made before anything else of them, and only when there is to be one. */
export const attachmentFolderOf = (accountFolder: string): string => join(accountFolder, 'attachments');

/** What the attachments of an account are opened with. */
export interface AttachmentStoreOptions {
  /** The folder of the account. */
  readonly folder: string;
  /** See `sealingKeyOf`; it may be wiped when the promise resolves. */
  readonly sealingKey: Uint8Array;
  readonly random: Random;
  readonly disk?: Disk;
}

/** A part of a content, bytes. Without an end it goes to the end of the content. */
export interface ByteRange {
  readonly start: number;
  /** The first byte that does not belong to it. */
  readonly end?: number;
}

/**
 * The attachments of one account: a file for each, sealed with a key of its own. The key lies in the secret store; destroying
 * its 32 bytes is what erases an attachment, however large it is.
 *
 * It keeps no list. The database does (`AttachmentIndex`), in the transactions of the messages: what it does not know does
 * not exist, and is removed by `sweep`. So there is no moment at which a kill leaves anything behind or takes anything away.
 */
export class AttachmentStore {
  private readonly writers = new Set<AttachmentWriter>();
  /** What this run of the program has begun: it may not be in the index yet. */
  private readonly begun = new Set<AttachmentId>();
  private isClosed = false;

  private constructor(
    private readonly options: AttachmentStoreOptions & { readonly disk: Disk },
    private readonly files: string,
    private readonly secrets: SecretStore,
  ) {}

  /** Opens the secret store, or makes it. @throws AttachmentError */
  static async open(options: AttachmentStoreOptions): Promise<AttachmentStore> {
    const { folder, sealingKey, disk = systemDisk } = options;
    const files = attachmentFolderOf(folder);
    try {
      disk.makeFolder(files);
    } catch (error) {
      throw toAttachmentError(error);
    }
    const secrets = await SecretStore.open({ disk, path: join(folder, 'secrets'), sealingKey });
    return new AttachmentStore({ ...options, disk }, files, secrets);
  }

  /**
   * Begins an attachment of at most so many bytes. Whoever begins one finishes or abandons it.
   * @throws AttachmentError
   */
  async begin(limit: { readonly mostBytes: number }): Promise<AttachmentWriter> {
    this.ensureOpen();
    const { disk, random } = this.options;
    const id = toAttachmentId(Buffer.from(random.bytes(ownerBytes)).toString('hex'));
    this.begun.add(id);
    let writer: AttachmentWriter | null = null;
    writer = await AttachmentWriter.begin({
      disk,
      folder: this.files,
      secrets: this.secrets,
      id,
      key: random.bytes(attachmentKeyBytes),
      mostBytes: limit.mostBytes,
      ended: () => writer !== null && void this.writers.delete(writer),
    });
    this.writers.add(writer);
    return writer;
  }

  /**
   * Keeps everything that `source` gives, chunk by chunk, and answers where: see `AttachmentWriter.finish`.
   * @throws AttachmentError, or what `source` throws; then nothing stays
   */
  async keep(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    limit: { readonly mostBytes: number },
  ): Promise<AttachmentPlace> {
    const writer = await this.begin(limit);
    try {
      for await (const bytes of source) await writer.write(bytes);
    } catch (error) {
      await writer.abandon();
      throw error;
    }
    return writer.finish();
  }

  /**
   * Makes room for a content of a known size that comes in parts; see `AttachmentPart`. It stays only if whoever calls commits the place
   * before the program ends.
   * @throws AttachmentError
   */
  async beginPart(sizeBytes: number): Promise<AttachmentPlace> {
    this.ensureOpen();
    const { disk, random } = this.options;
    const owner = Buffer.from(random.bytes(ownerBytes));
    const id = toAttachmentId(owner.toString('hex'));
    this.begun.add(id);
    const key = random.bytes(attachmentKeyBytes);
    try {
      const file = await disk.create(join(this.files, id));
      await file.close();
      await disk.syncFolder(this.files);
      return { id, slot: await this.secrets.put(owner, key), sizeBytes };
    } catch (error) {
      await disk.remove(join(this.files, id)).catch(() => undefined);
      throw toAttachmentError(error);
    } finally {
      key.fill(0);
    }
  }

  /** Goes on with what comes in parts; whoever opens it closes it. @throws AttachmentError */
  async openPart(place: AttachmentPlace): Promise<AttachmentPart> {
    this.ensureOpen();
    try {
      const file = await this.options.disk.open(this.pathOf(place));
      if (file === null) throw new AttachmentError('gone');
      return new AttachmentPart(place, file, this.secrets);
    } catch (error) {
      throw toAttachmentError(error);
    }
  }

  /**
   * The content, or a part of it, chunk by chunk: nothing is read ahead, and what was not checked is not given out. The key is
   * looked up for every chunk, so nothing more comes once the attachment was erased.
   * @throws AttachmentError `gone`, `damaged`, `ended`, or what the disk says, also after some of it was given out
   * @throws RangeError for a range outside of the content
   */
  async *read(place: AttachmentPlace, range: ByteRange = { start: 0 }): AsyncGenerator<Uint8Array, void> {
    const { start, end = place.sizeBytes } = range;
    if (!(start >= 0 && start <= end && end <= place.sizeBytes))
      throw new RangeError('range of an attachment');
    this.ensureOpen();
    const file = await this.openFile(place);
    try {
      const last = Math.max(start, end - 1);
      for (let index = Math.floor(start / chunkBytes); index * chunkBytes <= last; index += 1) {
        const content = await this.readChunk(place, { file, index });
        const from = Math.max(0, start - index * chunkBytes);
        const part = content.subarray(from, end - index * chunkBytes);
        if (part.length > 0) yield part;
      }
    } catch (error) {
      throw toAttachmentError(error);
    } finally {
      await file.close();
    }
  }

  /**
   * A part of the content that is small enough to be held, in one go: one look-up of the key and one reading, where `read` has one for
   * every chunk.
   * @throws AttachmentError `gone`, `damaged`, `ended`, or what the disk says
   * @throws RangeError for a range outside of the content
   */
  async readAtOnce(place: AttachmentPlace, { start, end }: Required<ByteRange>): Promise<Buffer> {
    if (!(start >= 0 && start < end && end <= place.sizeBytes))
      throw new RangeError('range of an attachment');
    this.ensureOpen();
    const file = await this.openFile(place);
    try {
      const first = Math.floor(start / chunkBytes);
      const count = Math.floor((end - 1) / chunkBytes) - first + 1;
      const sealed = await file.read({ start: first * sealedChunkBytes, length: count * sealedChunkBytes });
      const owner = bytesOf(place.id);
      const last = chunkCountOf(place.sizeBytes) - 1;
      const content = Buffer.allocUnsafe(count * chunkBytes);
      const opened = await this.secrets.use({ slot: place.slot, owner }, (key) => {
        for (let index = 0; index < count; index += 1) {
          const chunk = sealed.subarray(index * sealedChunkBytes, (index + 1) * sealedChunkBytes);
          const at = { file: owner, index: first + index, isLast: first + index === last };
          const bytes = openChunk(key, at, chunk);
          if (bytes === null) return 'damaged';
          bytes.copy(content, index * chunkBytes);
        }
        return 'whole';
      });
      if (opened === null) throw new AttachmentError('gone');
      if (opened === 'damaged') throw new AttachmentError('damaged');
      return content.subarray(start - first * chunkBytes, end - first * chunkBytes);
    } catch (error) {
      throw toAttachmentError(error);
    } finally {
      await file.close();
    }
  }

  /**
   * Erases an attachment: destroys its key where it lies, then removes its file. It cannot be read any more when the promise
   * resolves. May be called again for what is gone, and has to be after a failure.
   * @throws AttachmentError `ended`, or what the disk says
   */
  async erase(place: AttachmentPlace): Promise<void> {
    this.ensureOpen();
    const path = this.pathOf(place);
    await this.secrets.destroy([{ slot: place.slot, owner: bytesOf(place.id) }]);
    try {
      await this.options.disk.remove(path);
    } catch (error) {
      throw toAttachmentError(error);
    }
  }

  /**
   * Erases everything that the index does not know, and that was not begun since the store was opened: half files, and what
   * a kill kept from being committed or from being erased. To be done after every start, until it succeeds once.
   * @throws AttachmentError `ended`, or what the disk says
   */
  async sweep(index: AttachmentIndex): Promise<SweptAttachments> {
    this.ensureOpen();
    const { disk } = this.options;
    try {
      return await sweep({ disk, files: this.files, secrets: this.secrets, index, begun: this.begun });
    } catch (error) {
      throw toAttachmentError(error);
    }
  }

  /** Gives up what is being written, and ends. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const writer of [...this.writers]) await writer.abandon();
    await this.secrets.close();
  }

  private async openFile(place: AttachmentPlace): Promise<DiskFile> {
    try {
      const file = await this.options.disk.open(this.pathOf(place));
      if (file === null) throw new AttachmentError('gone');
      if ((await file.size()) === sealedSizeOf(place.sizeBytes)) return file;
      await file.close();
      throw new AttachmentError('damaged');
    } catch (error) {
      throw toAttachmentError(error);
    }
  }

  private async readChunk(
    { id, slot, sizeBytes }: AttachmentPlace,
    { file, index }: { readonly file: DiskFile; readonly index: number },
  ): Promise<Buffer> {
    const sealed = await file.read({ start: index * sealedChunkBytes, length: sealedChunkBytes });
    const owner = bytesOf(id);
    const isLast = index === chunkCountOf(sizeBytes) - 1;
    const opened = await this.secrets.use({ slot, owner }, (key) => ({
      content: openChunk(key, { file: owner, index, isLast }, sealed),
    }));
    if (opened === null) throw new AttachmentError('gone');
    if (opened.content === null) throw new AttachmentError('damaged');
    return opened.content;
  }

  private pathOf({ id }: AttachmentPlace): string {
    if (!isAttachmentName(id)) throw new AttachmentError('gone');
    return join(this.files, id);
  }

  private ensureOpen(): void {
    if (this.isClosed) throw new AttachmentError('ended');
  }
}
