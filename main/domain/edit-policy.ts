import { holdsContent, type Message, type MessageContent } from './message';
import { refuseRevoke, type RevokeRefusal } from './revoke-policy';

/** Why a message cannot be replaced by another one. */
export type EditRefusal = RevokeRefusal | 'cannotEdit' | 'stillOnItsWay';

/** Kinds that may stand in the place of an earlier message. */
const replacing: ReadonlySet<MessageContent['kind']> = new Set(['text', 'image', 'file']);

/** Whether a content may say that it stands in the place of an earlier message of its author. What burns has one life. */
export const mayReplace = ({ content, burnTerms }: Pick<Replacement, 'content' | 'burnTerms'>): boolean =>
  replacing.has(content.kind) && burnTerms === null;

interface Replacement {
  readonly content: Pick<MessageContent, 'kind'>;
  readonly burnTerms: Message['burnTerms'];
}

/**
 * The words of a message that its author may say otherwise: a text, or what goes with a picture, if anything does; null for what has
 * none.
 */
export function editableWords({ contentKind, text }: Pick<Message, 'contentKind' | 'text'>): string | null {
  if (contentKind === 'text') return text;
  return contentKind === 'image' ? (text ?? '') : null;
}

/**
 * Whether the user may say something else instead of a message. Editing takes it back, so that only what may be taken back may be
 * edited. Only the user's own words: what burns has one life; what was forwarded was said by somebody else; of words whose end was not
 * kept nobody knows what they say. `isUnsent`: it was never handed to the server.
 */
export function refuseEdit(
  message: Message,
  windowSeconds: number | null,
  { serverNowMs, isUnsent }: { readonly serverNowMs: number; readonly isUnsent: boolean },
): EditRefusal | null {
  if (!message.isMine) return 'notTheAuthor';
  if (!holdsContent(message) || message.pendingOperation !== null) return 'alreadyGone';
  const { contentState, burnTerms, forwardedFrom, isCut } = message;
  const isOwnWords = editableWords(message) !== null && contentState === 'present' && forwardedFrom === null;
  if (!isOwnWords || burnTerms !== null || isCut) return 'cannotEdit';
  if (isUnsent) return null;
  // Without its number nobody could be told what is replaced.
  if (message.mid === null) return 'stillOnItsWay';
  return refuseRevoke(message, windowSeconds, serverNowMs);
}
