import { AttachmentError } from '../attachments/attachment';
import type { FileInfo } from '../domain/file';
import type { MessageId } from '../domain/ids';
import {
  claimedMedia,
  mediaSampleBytes,
  sniffMedia,
  type MediaFormat,
  type MediaKind,
} from '../domain/media-format';
import type { Message } from '../domain/message';
import type { Disposable } from '../platform/disposable';
import { answerRange, type ByteSpan, type RangedAnswer } from '../platform/ranged-answer';
import type { FilesEnvironment } from './files-environment';

/** What playing uses beside the rest. */
export interface FilePlaybackEnvironment extends Pick<
  FilesEnvironment,
  'store' | 'attachments' | 'clock' | 'random'
> {
  /** The window may have the content of this message at this moment. */
  readonly mayShow: (message: Message) => boolean;
}

/** Why a file is not played; codes of the bridge contract. */
export type PlaybackRefusal = 'alreadyGone' | 'notPlayable' | 'fileUnreadable';

/** A file that the window plays. */
export interface Playing {
  /** Nobody guesses it, and whoever has it gets the bytes. */
  readonly handle: string;
  readonly kind: MediaKind;
}

/** One handle and what it is for. */
interface Opened {
  readonly messageId: MessageId;
  readonly sizeBytes: number;
  readonly format: MediaFormat;
  readonly ended: AbortController;
  usedAtMs: number;
}

/** Where the bytes of a file are read. */
interface Source {
  readonly info: FileInfo;
  readonly read: (span: ByteSpan) => AsyncIterable<Uint8Array>;
}

/** So many files are open at a time; the one that was asked for longest ago gives way. */
const mostOpened = 64;
/** A handle that nobody used for so long is none any more, ms. */
const unusedMs = 10 * 60_000;
const handleBytes = 16;

/**
 * Gives the bytes of files that are here to the window, for as long as it may show them: one handle a file, made when it is to be played
 * and known to nobody else. Chunks are opened as they are taken, and before each of them it is looked whether the message may be shown:
 * what is revoked, burned or covered ends in the middle of a chunk's time. Nothing is written anywhere.
 */
export class FilePlayback implements Disposable {
  /** The one used longest ago first. */
  private readonly opened = new Map<string, Opened>();

  constructor(private readonly environment: FilePlaybackEnvironment) {}

  /** Makes a handle for a file whose bytes are here and are what it says. */
  async open(
    messageId: MessageId,
  ): Promise<
    { readonly ok: true; readonly value: Playing } | { readonly ok: false; readonly code: PlaybackRefusal }
  > {
    const source = this.sourceOf(messageId);
    if (source === null) return { ok: false, code: 'alreadyGone' };
    const { sizeBytes } = source.info;
    const sample: Uint8Array[] = [];
    try {
      for await (const part of source.read({ start: 0, end: Math.min(sizeBytes, mediaSampleBytes) }))
        sample.push(part);
    } catch (error) {
      if (!(error instanceof AttachmentError)) throw error;
      return {
        ok: false,
        code: error.code === 'gone' || error.code === 'ended' ? 'alreadyGone' : 'fileUnreadable',
      };
    }
    const format = sniffMedia(Buffer.concat(sample), claimedMedia(source.info));
    if (format === null) return { ok: false, code: 'notPlayable' };
    const { random, clock } = this.environment;
    const handle = Buffer.from(random.bytes(handleBytes)).toString('hex');
    this.endUnused();
    const usedAtMs = clock.monotonicMs();
    this.opened.set(handle, { messageId, sizeBytes, format, usedAtMs, ended: new AbortController() });
    return { ok: true, value: { handle, kind: format.kind } };
  }

  /** The window plays it no more. */
  close(handle: string): void {
    this.opened.get(handle)?.ended.abort();
    this.opened.delete(handle);
  }

  /** Ends every handle, and what is being given. */
  closeAll(): void {
    for (const handle of [...this.opened.keys()]) this.close(handle);
  }

  /** Something has changed: what may not be shown any more ends. */
  look(): void {
    for (const [handle, { messageId }] of [...this.opened]) {
      if (this.sourceOf(messageId) === null) this.close(handle);
    }
  }

  /** Answers a question for a part of a file, `range` as in HTTP; null for what is no handle, or none any more. */
  answer(handle: string, range: string | null): RangedAnswer | null {
    const opened = this.opened.get(handle);
    if (opened === undefined || this.isUnused(opened) || this.sourceOf(opened.messageId) === null) {
      this.close(handle);
      return null;
    }
    this.use(handle, opened);
    const { sizeBytes, format, ended } = opened;
    const read = (span: ByteSpan): AsyncIterable<Uint8Array> => this.give(handle, span);
    return answerRange({ sizeBytes, mediaType: format.mediaType, read, ended: ended.signal }, range);
  }

  dispose(): void {
    this.closeAll();
  }

  private async *give(handle: string, span: ByteSpan): AsyncGenerator<Uint8Array, void> {
    const source = this.sourceOf(this.opened.get(handle)?.messageId ?? null);
    if (source === null) throw new AttachmentError('gone');
    for await (const bytes of source.read(span)) {
      // Looked at last: it may have been taken back while its bytes were read.
      const opened = this.opened.get(handle);
      if (opened === undefined || this.sourceOf(opened.messageId) === null) throw new AttachmentError('gone');
      this.use(handle, opened);
      yield bytes;
    }
  }

  private use(handle: string, opened: Opened): void {
    opened.usedAtMs = this.environment.clock.monotonicMs();
    this.opened.delete(handle);
    this.opened.set(handle, opened);
  }

  private isUnused({ usedAtMs }: Opened): boolean {
    return this.environment.clock.monotonicMs() - usedAtMs >= unusedMs;
  }

  /** Makes room for one more. */
  private endUnused(): void {
    for (const [handle, opened] of [...this.opened]) {
      if (!this.isUnused(opened) && this.opened.size < mostOpened) return;
      this.close(handle);
    }
  }

  /** What a message has of a file; null where it is not here, or may not be shown. */
  private sourceOf(messageId: MessageId | null): Source | null {
    const { store, attachments, mayShow } = this.environment;
    const message = messageId === null ? null : store.messages.byId(messageId);
    if (message?.contentKind !== 'file' || !mayShow(message)) return null;
    const burning =
      message.burnTerms === null
        ? null
        : store.messages.burnContents([message.messageId]).get(message.messageId);
    const info = burning === null ? message.file : (burning?.file ?? null);
    if (info === null) return null;
    if (info.isCarried) {
      return {
        info,
        read: async function* ({ start, end }) {
          const bytes = burning?.readBytes() ?? store.messages.attachmentOf(message.messageId);
          if (bytes === null) throw new AttachmentError('gone');
          await Promise.resolve();
          yield bytes.subarray(start, end);
        },
      };
    }
    const [place] = store.attachments.ofMessage(message.messageId);
    if (place === undefined) return null;
    return {
      info,
      read: async function* (span) {
        yield* (await attachments.open()).read(place, span);
      },
    };
  }
}
