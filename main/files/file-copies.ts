import type { AccountAttachments } from '../attachments/account-attachments';
import { AttachmentError } from '../attachments/attachment';
import type { AttachmentPlace } from '../domain/attachment';
import { splitOffered, type FileInfo } from '../domain/file';
import type { Message } from '../domain/message';
import { isDiskFailure, type DiskFailure } from '../platform/disk-failure';
import type { Random } from '../platform/random';
import type { AccountStore } from '../storage/account-store';

/** A file that is offered once more. */
export interface CopiedFile {
  readonly info: FileInfo;
  readonly bytes: Uint8Array;
  /** Where its own bytes are; null where they go with the message. */
  readonly place: AttachmentPlace | null;
  readonly preview?: Uint8Array;
}

/** Why a file could not be copied; codes of the bridge contract. */
export type CopyRefusal = 'forwardGone' | 'fileNotHere' | 'fileDamaged' | 'internal' | DiskFailure;

/** What copying uses. */
export interface FileCopiesEnvironment {
  readonly store: AccountStore;
  readonly attachments: Pick<AccountAttachments, 'open'>;
  readonly random: Random;
  readonly freeBytes: () => Promise<number>;
}

/** What a file leaves of the disk for everything else, bytes. */
const spareBytes = 64 * 1024 * 1024;

type Copied =
  { readonly ok: true; readonly value: CopiedFile } | { readonly ok: false; readonly code: CopyRefusal };

/**
 * Files of messages, with bytes and a ticket of their own: taking back one message reaches nothing of another, and whoever has one ticket
 * has no other.
 */
export class FileCopies {
  constructor(private readonly environment: FileCopiesEnvironment) {}

  /** The file of a message that stays, once more; nothing of it is committed. */
  async copy({ messageId, file }: Message): Promise<Copied> {
    const { store, random } = this.environment;
    const kept = file === null ? null : store.messages.attachmentOf(messageId);
    if (file === null || kept === null) return { ok: false, code: 'forwardGone' };
    const info = { ...file, ticket: Buffer.from(random.bytes(16)).toString('hex') };
    if (file.isCarried) return { ok: true, value: { info, bytes: kept, place: null } };
    const { bytes, preview } = splitOffered(file, kept);
    const [place] = store.attachments.ofMessage(messageId);
    if (place === undefined) return { ok: false, code: 'fileNotHere' };
    try {
      const own = await this.copyBytes(place);
      return { ok: true, value: { info, bytes, place: own, ...(preview === null ? {} : { preview }) } };
    } catch (error) {
      if (!(error instanceof AttachmentError)) throw error;
      if (isDiskFailure(error.code)) return { ok: false, code: error.code };
      if (error.code === 'gone') return { ok: false, code: 'forwardGone' };
      return { ok: false, code: error.code === 'damaged' ? 'fileDamaged' : 'internal' };
    }
  }

  /** A copy is not sent after all: nothing of it stays. */
  async drop({ place }: Pick<CopiedFile, 'place'>): Promise<void> {
    if (place !== null) await (await this.environment.attachments.open()).erase(place);
  }

  private async copyBytes(place: AttachmentPlace): Promise<AttachmentPlace> {
    const { attachments, freeBytes } = this.environment;
    if ((await freeBytes()) < place.sizeBytes + spareBytes) throw new AttachmentError('diskFull');
    const opened = await attachments.open();
    return opened.keep(opened.read(place), { mostBytes: place.sizeBytes });
  }
}
