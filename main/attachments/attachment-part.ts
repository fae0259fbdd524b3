import type { AttachmentPlace } from '../domain/attachment';
import { AttachmentError, toAttachmentError } from './attachment';
import { bytesOf } from './attachment-writer';
import { chunkBytes, chunkCountOf, openChunk, sealedChunkBytes, sealedPiecesOf } from './chunk-cipher';
import type { DiskFile } from './disk';
import type { SecretStore } from './secret-store';

/** Sealed in one go: a millisecond of work. */
const mostChunksAtOnce = 16;

/**
 * An attachment that comes in parts, in any number of runs of the program. Its key lies in the secret store from the beginning; each chunk
 * is sealed in its place once its content is certain, and a chunk that opens is therefore one that was certain: the file itself tells
 * what of it is here. A chunk may be written again with the same content only, which whoever writes has to have checked: its nonce is its
 * place.
 */
export class AttachmentPart {
  private isClosed = false;

  constructor(
    private readonly place: AttachmentPlace,
    private readonly file: DiskFile,
    private readonly secrets: SecretStore,
  ) {}

  /** Writes whole chunks from this one on; only the last of the file may be shorter. @throws AttachmentError */
  async write(firstChunk: number, content: Uint8Array): Promise<void> {
    const count = Math.ceil(content.length / chunkBytes);
    for (let done = 0; done < count; done += mostChunksAtOnce) {
      const some = content.subarray(done * chunkBytes, (done + mostChunksAtOnce) * chunkBytes);
      const sealed = await this.withKey((key) => this.seal(key, firstChunk + done, some));
      await this.guarded(() => this.file.write(sealed, (firstChunk + done) * sealedChunkBytes));
    }
  }

  /** The content of a chunk; null when it is not here. @throws AttachmentError */
  async read(chunk: number): Promise<Buffer | null> {
    const start = chunk * sealedChunkBytes;
    const sealed = await this.guarded(() => this.file.read({ start, length: sealedChunkBytes }));
    return this.withKey((key) => openChunk(key, this.placeOf(chunk), sealed));
  }

  /** Resolves when everything that was written is on the disk. @throws AttachmentError */
  async sync(): Promise<void> {
    await this.guarded(() => this.file.sync());
  }

  /** Ends it; what was written stays. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    await this.file.close();
  }

  private seal(key: Uint8Array, firstChunk: number, content: Uint8Array): Buffer {
    const sealed: Buffer[] = [];
    for (let start = 0; start < content.length; start += chunkBytes) {
      const place = this.placeOf(firstChunk + start / chunkBytes);
      sealed.push(...sealedPiecesOf(key, place, content.subarray(start, start + chunkBytes)));
    }
    return Buffer.concat(sealed);
  }

  private placeOf(index: number) {
    const isLast = index === chunkCountOf(this.place.sizeBytes) - 1;
    return { file: bytesOf(this.place.id), index, isLast };
  }

  private async withKey<T>(work: (key: Uint8Array) => T): Promise<T> {
    if (this.isClosed) throw new AttachmentError('ended');
    const { slot, id } = this.place;
    const done = await this.secrets.use({ slot, owner: bytesOf(id) }, (key) => ({ value: work(key) }));
    // Its message was erased, and its key with it.
    if (done === null) throw new AttachmentError('gone');
    return done.value;
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    if (this.isClosed) throw new AttachmentError('ended');
    try {
      return await work();
    } catch (error) {
      throw toAttachmentError(error);
    }
  }
}
