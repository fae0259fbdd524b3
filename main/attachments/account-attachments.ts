import type { Random } from '../platform/random';
import { AttachmentError } from './attachment';
import { AttachmentStore, attachmentFolderOf } from './attachment-store';
import { systemDisk, type Disk } from './disk';

/** What the attachments of an account are reached with. */
export interface AccountAttachmentsOptions {
  /** The folder of the account. */
  readonly folder: string;
  /** See `sealingKeyOf`; it may be wiped when the constructor has returned. */
  readonly sealingKey: Uint8Array;
  readonly random: Random;
  readonly disk?: Disk;
}

/**
 * The attachments of one account from the opening of its files to their closing. Their store is opened by whoever wants it
 * first: an account that never had any costs a look for a folder, and has nothing on the disk and no file open.
 */
export class AccountAttachments {
  private readonly disk: Disk;
  private readonly sealingKey: Buffer;
  private opening: Promise<AttachmentStore> | null = null;
  private isClosed = false;

  constructor(private readonly options: AccountAttachmentsOptions) {
    this.disk = options.disk ?? systemDisk;
    this.sealingKey = Buffer.from(options.sealingKey);
  }

  /** Whether there may be any on the disk. Opens nothing. @throws what the disk says */
  get isThere(): boolean {
    return this.opening !== null || this.disk.hasFolder(attachmentFolderOf(this.options.folder));
  }

  /** Whether the store is open, or being opened. */
  get isOpen(): boolean {
    return this.opening !== null;
  }

  /** Room that is left for them, bytes. Opens nothing. @throws what the disk says */
  freeBytes(): Promise<number> {
    return this.disk.freeBytes(this.options.folder);
  }

  /** Opens the store, or makes it, at the first call; a failure is tried again by the next one. @throws AttachmentError */
  open(): Promise<AttachmentStore> {
    this.opening ??= this.begin().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  /** Ends it, and wipes the key. Its files are closed when the promise resolves; what was not open is closed at once. */
  async close(): Promise<void> {
    this.isClosed = true;
    const { opening } = this;
    try {
      if (opening !== null) await (await opening).close();
    } finally {
      this.sealingKey.fill(0);
    }
  }

  private async begin(): Promise<AttachmentStore> {
    if (this.isClosed) throw new AttachmentError('ended');
    const { folder, random } = this.options;
    return AttachmentStore.open({ folder, sealingKey: this.sealingKey, random, disk: this.disk });
  }
}
