import { hasVisible } from '../../base/visible-text';
import type { Result } from '../../../preload/contract/result';
import type { MessageView } from '../../../preload/contract/message-views';
import type { AccountRequest } from '../../base/bridge';
import { newId } from '../../base/unique-id';
import type { ChatDraft, RefusedFile, SentDraft } from './chat-draft';
import { calledIn } from './mention-query';
import type { PicturePreparation } from './picture-preparation';

/** How a message went: as it was stored, or why it was refused. */
export type SendResult = Result<MessageView>;

/** What sending needs besides the draft. */
export interface SendingOptions {
  /** Calls of the account that sends it. */
  readonly request: AccountRequest;
  readonly preparation: PicturePreparation;
  /** Called with every message as soon as it is stored. */
  readonly accepted: (message: MessageView) => void;
}

/** What came of sending a draft. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly result: SendResult }
  /** Main refused something: what is left of the draft. */
  | {
      readonly kind: 'refused';
      readonly result: SendResult & { readonly ok: false };
      readonly rest: SentDraft;
    }
  /** Some file turned out to be no picture, which holds everything back. */
  | {
      readonly kind: 'unreadable';
      readonly rest: SentDraft;
      readonly refused: readonly (RefusedFile & { readonly pictureId: string })[];
    };

/** A longer text does not go with a picture, but as a message of its own behind it; UTF-16 units. */
export const maxCaptionLength = 1_024;

/** Whether a text can go with a picture or a file. */
export const fitsCaption = (text: string): boolean => hasVisible(text) && text.length <= maxCaptionLength;

/** Whether the text of a draft goes with its last picture. */
export const isCaption = ({ text, pictures }: Pick<ChatDraft, 'text' | 'pictures'>): boolean =>
  pictures.length > 0 && fitsCaption(text);

/**
 * Sends a draft to its chat: the pictures in order once they are small enough, the last one with the text, if that is no longer
 * than a caption may be; else the text behind them. Several are an album. Never rejects.
 */
export async function sendDraft(
  conversationId: string,
  sent: SentDraft,
  { request, preparation, accepted }: SendingOptions,
): Promise<SendOutcome> {
  const { draft, burnSeconds } = sent;
  const restOf = (patch: Partial<ChatDraft>): SentDraft => ({ ...sent, draft: { ...draft, ...patch } });
  const pictures = await Promise.all(
    draft.pictures.map(async (picture) => ({
      picture,
      result: await preparation.resultOf(picture.pictureId),
    })),
  );
  const refused = pictures.flatMap(({ picture, result }) =>
    result.ok ? [] : [{ pictureId: picture.pictureId, name: picture.name, reason: result.failure.code }],
  );
  const ready = pictures.flatMap(({ picture, result }) =>
    result.ok ? [{ ...picture, ready: result.value }] : [],
  );
  if (refused.length > 0) {
    return { kind: 'unreadable', rest: restOf({ pictures: ready }), refused };
  }
  // The first of several messages is the answer.
  let { replyToId } = draft;
  let result: SendResult | null = null;
  // With the last of them: until all is stored, the text stands in a draft that is kept.
  const caption = isCaption({ text: draft.text, pictures: ready }) ? draft.text : '';
  const hasText = ready.length === 0 || (caption === '' && hasVisible(draft.text));
  const albumId = ready.length > 1 ? newId() : null;
  const mentions = calledIn(draft.text, draft.mentions);
  for (const [index, picture] of ready.entries()) {
    const { bytes } = picture.ready.image;
    const isLast = index === ready.length - 1;
    result = await request('messages.sendImage', {
      conversationId,
      bytes,
      caption: isLast ? caption : '',
      mentions: isLast && caption !== '' ? mentions : [],
      burnSeconds,
      replyToId,
      ...(albumId === null ? {} : { albumId }),
      // The last of several messages ends the draft.
      ...(isLast && !hasText ? { draftId: draft.draftId } : {}),
    });
    if (!result.ok)
      return { kind: 'refused', result, rest: restOf({ pictures: ready.slice(index), replyToId }) };
    accepted(result.value);
    preparation.release(picture.pictureId);
    replyToId = null;
  }
  if (hasText || result === null) {
    result = await request('messages.send', {
      conversationId,
      text: draft.text,
      burnSeconds,
      replyToId,
      mentions,
      draftId: draft.draftId,
    });
    if (!result.ok) return { kind: 'refused', result, rest: restOf({ pictures: [], replyToId }) };
    accepted(result.value);
  }
  return { kind: 'sent', result };
}
