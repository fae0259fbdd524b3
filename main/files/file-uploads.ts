import type { AccountAttachments } from '../attachments/account-attachments';
import { AttachmentError } from '../attachments/attachment';
import type { AttachmentWriter } from '../attachments/attachment-writer';
import type { AttachmentPlace } from '../domain/attachment';
import { isFileSize, maxMediaTypeLength, readCarriedPicture, type FileInfo } from '../domain/file';
import { toSafeFileName } from '../domain/file-name';
import type { VoiceInfo } from '../domain/voice';
import type { DiskFailure } from '../platform/disk-failure';
import { isDiskFailure } from '../platform/disk-failure';
import { FileHasher } from './block-hashes';
import type { FilesEnvironment } from './files-environment';

/** What the user gives out. */
export interface NewFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
  /** Of a recording; absent for any other file. */
  readonly voice?: VoiceInfo;
}

/** A file that is ready to be sent; its bytes are here. */
export interface ReadyFile {
  readonly info: FileInfo;
  /** What goes with the message: the bytes, or the hashes of the blocks. */
  readonly bytes: Uint8Array;
  /** Where the bytes are, of one that does not travel with its message; null otherwise. */
  readonly place: AttachmentPlace | null;
}

/** Why a file could not be taken in; codes of the bridge contract. */
export type UploadRefusal = 'fileTooLarge' | 'fileChanged' | 'alreadyGone' | 'internal' | DiskFailure;

type Taken<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: UploadRefusal };

/** What taking in uses beside the rest. */
export interface FileUploadsEnvironment extends Pick<FilesEnvironment, 'random'> {
  readonly attachments: Pick<AccountAttachments, 'open'>;
  /** Up to this size a file travels with its message, bytes. */
  readonly carriedBytes: () => number;
  readonly freeBytes: () => Promise<number>;
}

/** Files that are being taken in at a time; a window takes one after the other. */
const mostUploads = 20;
/** What a file leaves of the disk for everything else, bytes. */
const spareBytes = 64 * 1024 * 1024;

/** Takes in the files that the user gives out, piece by piece: nobody holds a large one in memory. */
export class FileUploads {
  private readonly uploads = new Map<string, Upload>();

  constructor(private readonly environment: FileUploadsEnvironment) {}

  /** Begins one; the answer names it. */
  async begin({ name, sizeBytes, mediaType, voice }: NewFile): Promise<Taken<string>> {
    const { attachments, random, carriedBytes, freeBytes } = this.environment;
    if (!isFileSize(sizeBytes)) return refused('fileTooLarge');
    await this.makeRoom();
    const file = {
      name: toSafeFileName(name),
      sizeBytes,
      mediaType: mediaType.slice(0, maxMediaTypeLength).toLowerCase(),
      ...(voice === undefined ? {} : { voice }),
    };
    const isCarried = sizeBytes <= carriedBytes();
    const uploadId = random.uuid();
    const upload = new Upload(file, isCarried ? [] : null);
    this.uploads.set(uploadId, upload);
    if (isCarried) return { ok: true, value: uploadId };
    return this.attempt(uploadId, async () => {
      if ((await freeBytes()) < sizeBytes + spareBytes) throw new AttachmentError('diskFull');
      upload.writer = await (await attachments.open()).begin({ mostBytes: sizeBytes });
      return uploadId;
    });
  }

  /** The next bytes of it; one call at a time. */
  append(uploadId: string, bytes: Uint8Array): Promise<Taken<null>> {
    return this.attempt(uploadId, async (upload) => {
      await upload.append(bytes);
      return null;
    });
  }

  /** All of it was given; whoever asks sends it, or gives it back by `forget`. */
  async finish(uploadId: string): Promise<Taken<ReadyFile>> {
    const { random } = this.environment;
    const finished = await this.attempt(uploadId, async (upload) => {
      const ticket = Buffer.from(random.bytes(16)).toString('hex');
      return upload.finish(ticket);
    });
    this.uploads.delete(uploadId);
    return finished;
  }

  /** The user has changed their mind. */
  async discard(uploadId: string): Promise<void> {
    const upload = this.uploads.get(uploadId);
    this.uploads.delete(uploadId);
    await upload?.writer?.abandon();
  }

  /** A finished one is not sent after all: nothing of it stays. */
  async forget({ place }: ReadyFile): Promise<void> {
    if (place !== null) await (await this.environment.attachments.open()).erase(place);
  }

  /** What a page that died had begun would never end: the oldest gives way. */
  private async makeRoom(): Promise<void> {
    const [oldest] = this.uploads.keys();
    if (oldest !== undefined && this.uploads.size >= mostUploads) await this.discard(oldest);
  }

  /** Whatever fails gives the whole file up. */
  private async attempt<T>(uploadId: string, work: (upload: Upload) => Promise<T>): Promise<Taken<T>> {
    const upload = this.uploads.get(uploadId);
    if (upload === undefined) return refused('alreadyGone');
    try {
      return { ok: true, value: await work(upload) };
    } catch (error) {
      await this.discard(uploadId);
      if (!(error instanceof AttachmentError)) throw error;
      if (error.code === 'tooLarge') return refused('fileChanged');
      return refused(isDiskFailure(error.code) ? error.code : 'internal');
    }
  }
}

/** One file that is taken in. */
class Upload {
  writer: AttachmentWriter | null = null;
  private readonly hasher: FileHasher;
  private sizeBytes = 0;

  constructor(
    private readonly file: NewFile,
    /** The bytes of a file that travels with its message; null for any other. */
    private readonly carried: Uint8Array[] | null,
  ) {
    this.hasher = new FileHasher(file.sizeBytes);
  }

  async append(bytes: Uint8Array): Promise<void> {
    this.sizeBytes += bytes.length;
    // Somebody writes in it while it is read.
    if (this.sizeBytes > this.file.sizeBytes) throw new AttachmentError('tooLarge');
    this.hasher.update(bytes);
    if (this.carried === null) await this.writer?.write(bytes);
    else this.carried.push(Uint8Array.from(bytes));
  }

  async finish(ticket: string): Promise<ReadyFile> {
    const { sizeBytes } = this.file;
    if (this.sizeBytes !== sizeBytes) throw new AttachmentError('tooLarge');
    const { hash, blocks } = this.hasher.finish();
    const isCarried = this.carried !== null;
    const info = { ...this.file, hash, ticket, isCarried };
    if (!isCarried) return { info, bytes: blocks, place: (await this.writer?.finish()) ?? null };
    const bytes = Buffer.concat(this.carried);
    const picture = readCarriedPicture(bytes);
    return { info: picture === null ? info : { ...info, preview: picture }, bytes, place: null };
  }
}

const refused = (code: UploadRefusal) => ({ ok: false, code }) as const;
