import { hasVisible } from '../../base/visible-text';
import type { FailureCode } from '../../../preload/contract/result';
import type { DraftView, MemberView } from '../../../preload/contract/views';
import { newId } from '../../base/unique-id';
import { keptMode, mostCareful, type ComposerMode } from './burn-mode';
import type { ReadyPicture } from './picture-preparation';

/** A picture that waits to be sent. */
export interface DraftPicture {
  readonly pictureId: string;
  /** Name of the file. */
  readonly name: string;
  /** Null while it is made smaller. */
  readonly ready: ReadyPicture | null;
}

/** Why a file did not become a picture of the draft. */
export type RefusalReason = FailureCode | 'notAPicture' | 'tooMany' | 'folder';

export interface RefusedFile {
  readonly name: string;
  readonly reason: RefusalReason;
}

/** What is being written in one chat. It ends when it is sent: what is written then is another draft. */
export interface ChatDraft {
  /** One life of the field: its element, and with it the history of undoing, belongs to this draft alone. */
  readonly draftId: string;
  readonly text: string;
  readonly pictures: readonly DraftPicture[];
  /** The message that the next one answers; its words are not kept here. */
  readonly replyToId: string | null;
  /** Members of the room who were picked by name; those whose name still stands in the text are called. */
  readonly mentions: readonly MemberView[];
  /** Whether it burns. */
  readonly mode: ComposerMode;
  /** Reading time that the user chose for this message, seconds; null: as the chat or the text says. */
  readonly burnSeconds: number | null;
  /** Why the last attempt to send was refused; cleared by the next change of the draft. */
  readonly failure: FailureCode | null;
  /** Files that were chosen and cannot be sent; cleared by the next change of the draft. */
  readonly refused: readonly RefusedFile[];
  /** It holds words of a message that was taken back: main keeps it in memory alone. */
  readonly isTakenBack: boolean;
  /** Pictures that it had before the window or the app ended; cleared by the next change of the text. */
  readonly lostPictureCount: number;
  /** Main cannot keep it: it would be lost with the app. */
  readonly isUnkept: boolean;
}

/** A draft that the user has sent and main has not accepted yet, as it stood at that moment. */
export interface SentDraft {
  readonly draft: ChatDraft;
  /** Reading time, null for messages that stay. */
  readonly burnSeconds: number | null;
}

/** A new draft: nothing written, nothing chosen. */
export function newDraft(): ChatDraft {
  return {
    draftId: newId(),
    text: '',
    pictures: [],
    replyToId: null,
    mentions: [],
    mode: 'asChat',
    burnSeconds: null,
    failure: null,
    refused: [],
    isTakenBack: false,
    lostPictureCount: 0,
    isUnkept: false,
  };
}

/** Whether there is anything to send. */
export function isEmptyDraft({ text, pictures }: Pick<ChatDraft, 'text' | 'pictures'>): boolean {
  return !hasVisible(text) && pictures.length === 0;
}

/** Whether the user has done nothing that a draft holds; what the one before has left does not count. */
export function isUntouched({ text, pictures, replyToId, mode, burnSeconds }: ChatDraft): boolean {
  if (text !== '' || pictures.length > 0 || replyToId !== null) return false;
  return mode === 'afterBurn' || (mode === 'asChat' && burnSeconds === null);
}

/** A draft as it was sent, if it comes back: it burns, or stays, as it would have then, whatever the chat says by now. */
export const asItWasSent = ({ draft, burnSeconds }: SentDraft): ChatDraft => ({
  ...draft,
  mode: burnSeconds === null ? 'plain' : 'burn',
  burnSeconds,
});

/** Texts below each other, each on lines of its own; blank ones are left out. */
export function joinTexts(texts: readonly string[]): string {
  return texts
    .filter((text) => text.trim() !== '')
    .reduce(
      (joined, text) => (joined === '' || joined.endsWith('\n') ? joined + text : `${joined}\n${text}`),
      '',
    );
}

/** The mentions of both, each node once. */
export function joinMentions(
  first: readonly MemberView[],
  second: readonly MemberView[],
): readonly MemberView[] {
  return [...first, ...second.filter(({ node }) => !first.some((known) => known.node === node))];
}

/**
 * What stands in the field when drafts come back, the oldest first: their words above what was written since, nothing of it
 * overwritten. What was to burn still burns, in the shortest of the times, and what it is put together with, too.
 */
export function takeBack(returned: readonly ChatDraft[], current: ChatDraft): ChatDraft {
  const [only] = returned;
  if (only !== undefined && returned.length === 1 && isUntouched(current)) return only;
  const drafts = [...returned, current];
  const decided = isUntouched(current) ? returned : drafts;
  const mode = mostCareful(decided.map((draft) => draft.mode));
  const times = decided.flatMap(({ mode: one, burnSeconds }) =>
    one === mode && burnSeconds !== null ? [burnSeconds] : [],
  );
  return {
    ...current,
    text: joinTexts(drafts.map(({ text }) => text)),
    pictures: drafts.flatMap(({ pictures }) => pictures),
    replyToId: drafts.reduce<string | null>((last, { replyToId }) => replyToId ?? last, null),
    mentions: drafts.map(({ mentions }) => mentions).reduce(joinMentions, []),
    isTakenBack: drafts.some(({ isTakenBack }) => isTakenBack),
    lostPictureCount: drafts.reduce((sum, { lostPictureCount }) => sum + lostPictureCount, 0),
    mode,
    burnSeconds: times.length === 0 ? null : Math.min(...times),
  };
}

/** The draft as main keeps it. */
export function toView(conversationId: string, draft: ChatDraft): DraftView {
  const { draftId, text, replyToId, mentions, burnSeconds, isTakenBack } = draft;
  const pictureCount = draft.pictures.length + draft.lostPictureCount;
  return {
    draftId,
    conversationId,
    text,
    replyToId,
    mentions,
    mode: keptMode(draft.mode),
    burnSeconds,
    pictureCount,
    isTakenBack,
  };
}

/** The draft that main has kept; of its pictures only the number is left. */
export function fromView(view: DraftView): ChatDraft {
  const { draftId, text, replyToId, mentions, mode, burnSeconds, pictureCount, isTakenBack } = view;
  const kept = { draftId, text, replyToId, mentions, mode, burnSeconds, isTakenBack };
  return { ...newDraft(), ...kept, lostPictureCount: pictureCount };
}
