import { onScopeDispose, shallowRef } from 'vue';
import { maxAppendedBytes } from '../../../preload/contract/file-calls';
import type { FailureCode } from '../../../preload/contract/result';
import { defineAccountStore } from '../../base/account-scope';
import { newId } from '../../base/unique-id';
import type { SentDraft } from './chat-draft';
import { calledIn } from './mention-query';
import { refuseFile } from './picture-file';
import { previewOf, type ShrunkImage } from './shrink-image';

/** A file that the user has chosen and that is no message yet. */
export interface SendingFile {
  readonly sendingId: string;
  readonly conversationId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly doneBytes: number;
  /** It waits to be sent: nothing of it has left the window. */
  readonly isChosen: boolean;
  /** It may burn after reading; not until main has said so. */
  readonly canBurn: boolean;
  /** It could be sent as a picture. */
  readonly isPicture: boolean;
  /** It is a picture that is too much for a message, and became a file by itself. */
  readonly isInstead: boolean;
  /** Object URL of a small picture of it; null for none, and while it is made. */
  readonly previewUrl: string | null;
  /** Why it was not sent; null while it goes on. */
  readonly failure: FailureCode | null;
}

/** Files that were let go over a chat or pasted; its composer decides what becomes of them. */
export interface OfferedFiles {
  readonly conversationId: string;
  readonly files: readonly File[];
}

/** What goes with the files of a chat, and how. */
export interface FilesDeparture {
  readonly conversationId: string;
  /** Reading time in seconds; null for files that stay. */
  readonly burnSeconds: number | null;
  /** What was written: the last file goes with it, the first is the answer. Null where it goes another way. */
  readonly taken: SentDraft | null;
  /** Called once, with whether what was written has gone out. */
  readonly ended: (isSent: boolean) => void;
}

/** What the window has of a file until it was sent. */
interface WantedFile {
  readonly file: File;
  readonly preview: Promise<ShrunkImage | null>;
}

/** One file on its way, with what goes with it. */
interface SentFile {
  readonly sendingId: string;
  readonly caption: string;
  readonly mentions: readonly string[];
  readonly replyToId: string | null;
  readonly draftId: string | null;
  readonly albumId: string | null;
}

/**
 * Files that wait in composers to be sent, and those on their way into the app, one after the other and a piece at a time: nobody
 * holds a large one in memory. Each is a message as soon as all of it was taken in.
 */
export const useSendingFilesStore = defineAccountStore('sending-files', ({ request }) => {
  const sendings = shallowRef<readonly SendingFile[]>([]);
  const offered = shallowRef<OfferedFiles | null>(null);
  const wanted = new Map<string, WantedFile>();
  let last: Promise<unknown> = Promise.resolve();

  function change(sendingId: string, changes: Partial<SendingFile>): void {
    sendings.value = sendings.value.map((sending) =>
      sending.sendingId === sendingId ? { ...sending, ...changes } : sending,
    );
  }

  /** Puts files into a chat's composer; nothing is sent. */
  function choose(conversationId: string, files: readonly File[]): void {
    for (const file of files) add(conversationId, file, false);
  }

  /** The same with a picture that is too much for a message. */
  function chooseInstead(conversationId: string, file: File): void {
    add(conversationId, file, true);
  }

  function add(conversationId: string, file: File, isInstead: boolean): void {
    const sendingId = newId();
    const { name, size: sizeBytes } = file;
    const isPicture = refuseFile(file) === null;
    const fresh: SendingFile = {
      sendingId,
      conversationId,
      name,
      sizeBytes,
      doneBytes: 0,
      isChosen: true,
      canBurn: false,
      isPicture: isPicture && !isInstead,
      isInstead,
      previewUrl: null,
      failure: null,
    };
    sendings.value = [...sendings.value, fresh];
    const preview = isPicture ? previewOf(file) : Promise.resolve(null);
    wanted.set(sendingId, { file, preview });
    void look(fresh);
    void show(sendingId, preview);
  }

  /** Whether it may burn is main's to say. */
  async function look({ sendingId, name, sizeBytes }: SendingFile): Promise<void> {
    const answer = await request('files.canBurn', { name: name.slice(0, 1_000), sizeBytes });
    if (answer.ok) change(sendingId, { canBurn: answer.value.canBurn });
  }

  async function show(sendingId: string, preview: Promise<ShrunkImage | null>): Promise<void> {
    const small = await preview;
    if (small === null || !wanted.has(sendingId)) return;
    const previewUrl = URL.createObjectURL(new Blob([small.bytes], { type: small.mediaType }));
    change(sendingId, { previewUrl });
  }

  /** Sends what was chosen in a chat, in its order. */
  function sendChosen({ conversationId, burnSeconds, taken, ended }: FilesDeparture): void {
    const chosen = sendings.value.filter((one) => one.isChosen && one.conversationId === conversationId);
    const albumId = chosen.length > 1 ? newId() : null;
    const text = taken?.draft.text ?? '';
    const mentions = taken === null ? [] : calledIn(text, taken.draft.mentions);
    for (const [index, { sendingId }] of chosen.entries()) {
      const isLast = index === chosen.length - 1;
      const sent: SentFile = {
        sendingId,
        caption: isLast ? text : '',
        mentions: isLast ? mentions : [],
        replyToId: index === 0 ? (taken?.draft.replyToId ?? null) : null,
        draftId: isLast ? (taken?.draft.draftId ?? null) : null,
        albumId,
      };
      change(sendingId, { isChosen: false });
      last = last.then(async () => {
        const isSent = await send(sent, burnSeconds);
        if (isLast) ended(isSent);
      });
    }
    if (chosen.length === 0) ended(false);
  }

  /** The user has changed their mind, or has read why it was not sent. */
  function cancel(sendingId: string): void {
    wanted.delete(sendingId);
    const url = sendings.value.find((sending) => sending.sendingId === sendingId)?.previewUrl ?? null;
    if (url !== null) URL.revokeObjectURL(url);
    sendings.value = sendings.value.filter((sending) => sending.sendingId !== sendingId);
  }

  /** Takes a file that waits out again, to be sent as something else; null when it does not wait any more. */
  function takeBack(sendingId: string): File | null {
    const sending = sendings.value.find((one) => one.sendingId === sendingId);
    const file = sending?.isChosen === true ? (wanted.get(sendingId)?.file ?? null) : null;
    if (file !== null) cancel(sendingId);
    return file;
  }

  /** Whether it is a message now. */
  async function send(sent: SentFile, burnSeconds: number | null): Promise<boolean> {
    const { sendingId } = sent;
    const known = wanted.get(sendingId);
    const sending = sendings.value.find((one) => one.sendingId === sendingId);
    if (known === undefined || sending === undefined) return false;
    const outcome = await sendWhole(sending, known, { sent, burnSeconds });
    wanted.delete(sendingId);
    if (typeof outcome === 'boolean') cancel(sendingId);
    else change(sendingId, { failure: outcome });
    return outcome === true;
  }

  /** Whether it was sent, or is not wanted any more; else why not. */
  async function sendWhole(
    { sendingId, conversationId }: SendingFile,
    { file, preview }: WantedFile,
    { sent, burnSeconds }: { readonly sent: SentFile; readonly burnSeconds: number | null },
  ): Promise<boolean | FailureCode> {
    const begun = await request('files.begin', {
      name: file.name.slice(0, 1_000),
      sizeBytes: file.size,
      mediaType: file.type.slice(0, 100),
    });
    if (!begun.ok) return begun.failure.code;
    const { uploadId } = begun.value;
    for (let start = 0; start < file.size; start += maxAppendedBytes) {
      const bytes = await readPart(file, start);
      if (bytes === null || !wanted.has(sendingId)) {
        await request('files.discard', { uploadId });
        return wanted.has(sendingId) ? 'fileUnreadable' : false;
      }
      const appended = await request('files.append', { uploadId, bytes });
      if (!appended.ok) return appended.failure.code;
      change(sendingId, { doneBytes: start + bytes.length });
    }
    const { caption, mentions, replyToId, draftId, albumId } = sent;
    const answer = await request('files.send', {
      uploadId,
      conversationId,
      preview: (await preview)?.bytes ?? null,
      caption,
      mentions,
      burnSeconds,
      replyToId,
      ...(albumId === null ? {} : { albumId }),
      ...(draftId === null ? {} : { draftId }),
    });
    return answer.ok ? true : answer.failure.code;
  }

  /** Files of this chat were let go over it. */
  function offer(conversationId: string, files: readonly File[]): void {
    offered.value = { conversationId, files };
  }

  onScopeDispose(() => {
    for (const { sendingId } of sendings.value) cancel(sendingId);
  });
  return { sendings, offered, choose, chooseInstead, sendChosen, cancel, takeBack, offer };
});

/** A folder, and a file that went away, cannot be read. */
async function readPart(file: File, start: number): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.slice(start, start + maxAppendedBytes).arrayBuffer());
  } catch {
    return null;
  }
}
