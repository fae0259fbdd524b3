import { holdsContent, type Message } from './message';
import { refuseRevoke, type RevokeRefusal } from './revoke-policy';

/** Why a message cannot be replaced by another text. */
export type EditRefusal = RevokeRefusal | 'cannotEdit' | 'stillOnItsWay';

/**
 * Whether the user may say something else instead of a message. Editing takes it back, so that only what may be taken back may be
 * edited. Only texts in the user's own words: what burns has one life; a picture would be sent again as a whole, and out of
 * its album; what was forwarded was said by somebody else; of a text whose end was not kept nobody knows what it says.
 * `isUnsent`: it was never handed to the server.
 */
export function refuseEdit(
  message: Message,
  windowSeconds: number | null,
  { serverNowMs, isUnsent }: { readonly serverNowMs: number; readonly isUnsent: boolean },
): EditRefusal | null {
  if (!message.isMine) return 'notTheAuthor';
  if (!holdsContent(message) || message.pendingOperation !== null) return 'alreadyGone';
  const { contentKind, contentState, burnTerms, forwardedFrom, isCut } = message;
  const isOwnText = contentKind === 'text' && contentState === 'present' && forwardedFrom === null;
  if (!isOwnText || burnTerms !== null || isCut) return 'cannotEdit';
  if (isUnsent) return null;
  // Without its number nobody could be told what is replaced.
  if (message.mid === null) return 'stillOnItsWay';
  return refuseRevoke(message, windowSeconds, serverNowMs);
}
