import type { ImageBytesView } from '../../../preload/contract/message-views';
import { fail, succeed, type Result } from '../../../preload/contract/result';
import { AttachmentError } from '../../attachments/attachment';
import { animationOf } from '../../domain/animation';
import { splitOffered, type FileInfo } from '../../domain/file';
import type { MessageId } from '../../domain/ids';
import { readImage } from '../../domain/image';
import { maxShownTextBytes, shownAs } from '../../domain/shown-file';
import { diskFailureOf } from '../../platform/disk-failure';
import type { BurnContent } from '../../storage/message-reader';
import { mayShowBurn } from '../../views/message-view';
import type { ActiveAccount } from '../active-account';

/** What a message says or shows, if the window may show it now; null when it is concealed, over or gone. */
export function findOpen(messageId: MessageId, { messaging, store }: ActiveAccount): BurnContent | null {
  const message = store.messages.byId(messageId);
  if (message?.contentState !== 'present') return null;
  const { burnTerms, expiresAtMs, text, isCut, image, file, albumId, forwardedFrom, mentions } = message;
  if (expiresAtMs !== null && expiresAtMs <= messaging.clock.nowMs()) return null;
  if (burnTerms === null) {
    return {
      text,
      isCut,
      image,
      file,
      albumId,
      forwardedFrom,
      mentions,
      readBytes: () => store.messages.attachmentOf(messageId),
    };
  }
  const isShown = mayShowBurn(message, messaging.openMessages.has(messageId));
  return isShown ? (store.messages.burnContents([messageId]).get(messageId) ?? null) : null;
}

/** The bytes of a picture, also of one that came as a file, unless it is concealed, over or gone, or would keep the window busy. */
export async function readShownPicture(
  messageId: MessageId,
  account: ActiveAccount,
): Promise<Result<ImageBytesView>> {
  const shown = findOpen(messageId, account);
  if (shown === null) return fail('alreadyGone');
  const { file } = shown;
  if (file === null) return toPicture(shown.image === null ? null : shown.readBytes());
  if (shownAs(file) !== 'picture') return fail('imageUnreadable');
  const read = await readFile(messageId, { file, shown }, account);
  return read.ok ? toPicture(read.value) : read;
}

/** The small picture beside an offer, or the carried one itself. */
export function readPreview(messageId: MessageId, account: ActiveAccount): Result<ImageBytesView> {
  const shown = findOpen(messageId, account);
  const kept = shown?.readBytes() ?? null;
  const file = shown?.file ?? null;
  if (file === null || kept === null) return fail('alreadyGone');
  return toPicture(splitOffered(file, kept).preview);
}

/** A file that is a text, as it is to be read; one of an older encoding of Chinese as well. */
export async function readShownText(
  messageId: MessageId,
  account: ActiveAccount,
): Promise<Result<{ readonly text: string }>> {
  const shown = findOpen(messageId, account);
  const file = shown?.file ?? null;
  if (shown === null || file === null) return fail('alreadyGone');
  if (shownAs(file) !== 'text' || file.sizeBytes > maxShownTextBytes) return fail('fileUnreadable');
  const read = await readFile(messageId, { file, shown }, account);
  return read.ok ? succeed({ text: decode(read.value) }) : read;
}

function toPicture(bytes: Uint8Array | null): Result<ImageBytesView> {
  if (bytes === null) return fail('alreadyGone');
  const image = readImage(bytes);
  if (image === null) return fail('imageUnreadable');
  const animation = animationOf(bytes, image);
  if (animation === 'heavy') return fail('animationTooLarge');
  return succeed({ mediaType: image.mediaType, bytes, isAnimated: animation === 'playable' });
}

/** All of a file that is here, and may be shown still when it was read. */
async function readFile(
  messageId: MessageId,
  { file, shown }: { readonly file: FileInfo; readonly shown: BurnContent },
  account: ActiveAccount,
): Promise<Result<Uint8Array>> {
  if (file.isCarried) {
    const bytes = shown.readBytes();
    return bytes === null ? fail('alreadyGone') : succeed(bytes);
  }
  const [place] = account.store.attachments.ofMessage(messageId);
  if (place === undefined) return fail('fileNotHere');
  try {
    const parts: Uint8Array[] = [];
    for await (const part of (await account.attachments.open()).read(place)) parts.push(part);
    // It may have been taken back while it was read.
    return findOpen(messageId, account) === null ? fail('alreadyGone') : succeed(Buffer.concat(parts));
  } catch (error) {
    const failure = diskFailureOf(error);
    if (failure !== null) return fail(failure);
    if (error instanceof AttachmentError) return fail(error.code === 'gone' ? 'alreadyGone' : 'fileDamaged');
    throw error;
  }
}

/** UTF-8, or else what Chinese systems wrote before it; nothing of it is a fault, however it looks. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // No UTF-8.
    return new TextDecoder('gb18030').decode(bytes);
  }
}
