import type { Message } from './message';

/** Why a message cannot be passed on. */
export type ForwardRefusal = 'cannotForward' | 'forwardGone';

const forwardable: ReadonlySet<Message['contentKind']> = new Set(['text', 'image', 'file']);

/**
 * Whether a message may be passed on to other chats. Never what is meant to burn, in no state; nothing that is gone or being taken
 * back; and nothing that would arrive as something else than it is: a kind that nobody here can read, a text of which the end was
 * not kept.
 */
export function refuseForward(message: Message): ForwardRefusal | null {
  const { contentState, contentKind, pendingOperation, burnTerms, isCut } = message;
  if (burnTerms !== null) return 'cannotForward';
  if (contentState === 'unreadable') return 'cannotForward';
  if (contentState !== 'present' || pendingOperation !== null) return 'forwardGone';
  return forwardable.has(contentKind) && !isCut ? null : 'cannotForward';
}
