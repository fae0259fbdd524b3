import { onScopeDispose, shallowRef } from 'vue';
import { maxAppendedBytes } from '../../../preload/contract/file-calls';
import type { FailureCode } from '../../../preload/contract/result';
import { defineAccountStore } from '../../base/account-scope';
import { newId } from '../../base/unique-id';

/** A file that the user has chosen and that is no message yet. */
export interface SendingFile {
  readonly sendingId: string;
  readonly conversationId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly doneBytes: number;
  /** It waits to be sent: nothing of it has left the window. */
  readonly isChosen: boolean;
  /** Why it was not sent; null while it goes on. */
  readonly failure: FailureCode | null;
}

/** Files that were let go over a chat or pasted; its composer decides what becomes of them. */
export interface OfferedFiles {
  readonly conversationId: string;
  readonly files: readonly File[];
}

/**
 * Files that wait in composers to be sent, and those on their way into the app, one after the other and a piece at a time: nobody
 * holds a large one in memory. Each is a message as soon as all of it was taken in.
 */
export const useSendingFilesStore = defineAccountStore('sending-files', ({ request }) => {
  const sendings = shallowRef<readonly SendingFile[]>([]);
  const offered = shallowRef<OfferedFiles | null>(null);
  const wanted = new Map<string, File>();
  let last: Promise<unknown> = Promise.resolve();

  function change(sendingId: string, changes: Partial<SendingFile>): void {
    sendings.value = sendings.value.map((sending) =>
      sending.sendingId === sendingId ? { ...sending, ...changes } : sending,
    );
  }

  /** Puts files into a chat's composer; nothing is sent. */
  function choose(conversationId: string, files: readonly File[]): void {
    for (const file of files) {
      const sendingId = newId();
      const { name, size: sizeBytes } = file;
      sendings.value = [
        ...sendings.value,
        { sendingId, conversationId, name, sizeBytes, doneBytes: 0, isChosen: true, failure: null },
      ];
      wanted.set(sendingId, file);
    }
  }

  /** Sends what was chosen in a chat, in its order; the first file is the answer to `replyToId`. */
  function sendChosen(conversationId: string, replyToId: string | null): void {
    const chosen = sendings.value.filter((one) => one.isChosen && one.conversationId === conversationId);
    for (const [index, { sendingId }] of chosen.entries()) {
      change(sendingId, { isChosen: false });
      last = last.then(() => send(sendingId, index === 0 ? replyToId : null));
    }
  }

  /** The user has changed their mind, or has read why it was not sent. */
  function cancel(sendingId: string): void {
    wanted.delete(sendingId);
    sendings.value = sendings.value.filter((sending) => sending.sendingId !== sendingId);
  }

  async function send(sendingId: string, replyToId: string | null): Promise<void> {
    const file = wanted.get(sendingId);
    const sending = sendings.value.find((one) => one.sendingId === sendingId);
    if (file === undefined || sending === undefined) return;
    const failure = await sendWhole(sending, file, replyToId);
    wanted.delete(sendingId);
    if (failure === null) cancel(sendingId);
    else change(sendingId, { failure });
  }

  /** Why it was not sent; null when it was, or is not wanted any more. */
  async function sendWhole(
    { sendingId, conversationId }: SendingFile,
    file: File,
    replyToId: string | null,
  ): Promise<FailureCode | null> {
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
        return wanted.has(sendingId) ? 'fileUnreadable' : null;
      }
      const appended = await request('files.append', { uploadId, bytes });
      if (!appended.ok) return appended.failure.code;
      change(sendingId, { doneBytes: start + bytes.length });
    }
    const sent = await request('files.send', { uploadId, conversationId, replyToId });
    return sent.ok ? null : sent.failure.code;
  }

  /** Files of this chat were let go over it. */
  function offer(conversationId: string, files: readonly File[]): void {
    offered.value = { conversationId, files };
  }

  onScopeDispose(() => wanted.clear());
  return { sendings, offered, choose, sendChosen, cancel, offer };
});

/** A folder, and a file that went away, cannot be read. */
async function readPart(file: File, start: number): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await file.slice(start, start + maxAppendedBytes).arrayBuffer());
  } catch {
    return null;
  }
}
