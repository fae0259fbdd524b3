import type { FailureCode } from '../../../preload/contract/result';
import type { MemberView } from '../../../preload/contract/views';
import type { ShrunkImage } from './shrink-image';

/** A picture that waits to be sent. */
export interface DraftPicture {
  readonly pictureId: string;
  /** Name of the file. */
  readonly name: string;
  /** What will be sent and an object URL that shows it; null while it is made smaller. */
  readonly ready: { readonly image: ShrunkImage; readonly previewUrl: string } | null;
}

/** Why a file did not become a picture of the draft. */
export type RefusalReason = FailureCode | 'notAPicture' | 'tooMany';

export interface RefusedFile {
  readonly name: string;
  readonly reason: RefusalReason;
}

/** What is being written in one chat. Lives in memory only. */
export interface ChatDraft {
  readonly text: string;
  readonly pictures: readonly DraftPicture[];
  /** The message that the next one answers; its words are not kept here. */
  readonly replyToId: string | null;
  /** Members of the room who were picked by name; those whose name still stands in the text are called. */
  readonly mentions: readonly MemberView[];
  /** The flame as the user set it for this message; null: as the chat says. */
  readonly isBurn: boolean | null;
  /** Reading time that the user chose for this message, seconds; null: as the chat or the text says. */
  readonly burnSeconds: number | null;
  /** Why the last attempt to send was refused; cleared by the next change of the draft. */
  readonly failure: FailureCode | null;
  /** Files that were chosen and cannot be sent; cleared by the next change of the draft. */
  readonly refused: readonly RefusedFile[];
}

/** Nothing written, nothing chosen. */
export const emptyDraft: ChatDraft = {
  text: '',
  pictures: [],
  replyToId: null,
  mentions: [],
  isBurn: null,
  burnSeconds: null,
  failure: null,
  refused: [],
};

/** Whether there is anything to send. */
export function isEmptyDraft({ text, pictures }: ChatDraft): boolean {
  return text.trim() === '' && pictures.length === 0;
}
