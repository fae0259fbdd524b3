import { hasVisible } from '../../app/visible-text';
import type { Result } from '../../../preload/contract/result';
import type { MessageView } from '../../../preload/contract/views';
import type { AccountRequest } from '../../app/bridge';
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
  | { readonly kind: 'unreadable'; readonly rest: SentDraft; readonly refused: readonly RefusedFile[] };

/** Sends a draft to its chat: the pictures in order once they are small enough, then the text. Never rejects. */
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
    result.ok ? [] : [{ name: picture.name, reason: result.failure.code }],
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
  const hasText = hasVisible(draft.text) || ready.length === 0;
  for (const [index, picture] of ready.entries()) {
    const { bytes } = picture.ready.image;
    // The last of several messages ends the draft.
    const end = hasText || index < ready.length - 1 ? {} : { draftId: draft.draftId };
    result = await request('messages.sendImage', { conversationId, bytes, burnSeconds, replyToId, ...end });
    if (!result.ok)
      return { kind: 'refused', result, rest: restOf({ pictures: ready.slice(index), replyToId }) };
    accepted(result.value);
    preparation.release(picture.pictureId);
    replyToId = null;
  }
  if (hasText || result === null) {
    const mentions = calledIn(draft.text, draft.mentions);
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
