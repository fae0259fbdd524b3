import type { QuoteView } from '../../preload/contract/message-views';
import { isVanished, type Message } from '../domain/message';
import { contentKinds } from './content-kinds';
import { toOneLine } from './one-line';

/** What an answer shows of the message that it answers; null stands for one that is not on this computer. */
export function toQuoteView(message: Message | null, nameOf: (node: Message['author']) => string): QuoteView {
  const isGone = message?.contentState === 'withdrawn' || message?.contentState === 'deleted';
  if (message === null || isGone) return { kind: 'missing' };
  const { messageId, isMine } = message;
  const about = { messageId, authorName: nameOf(message.author), isMine };
  const kind = kindOf(message);
  if (kind === 'text') return { kind, ...about, text: toOneLine(message.text ?? '') };
  if (kind === 'file') return { kind, ...about, name: message.file?.name ?? '' };
  if (kind !== 'image' || message.text === null) return { kind, ...about };
  return { kind, ...about, caption: toOneLine(message.text) };
}

function kindOf(message: Message): Exclude<QuoteView['kind'], 'missing'> {
  const { contentState, burnTerms, contentKind } = message;
  if (isVanished(message)) return 'vanished';
  if (contentState === 'revoked' || contentState === 'burned') return contentState;
  // Opened or not, by whomever: a burn message is quoted in no state.
  return burnTerms === null ? contentKinds[contentKind].quote : 'burn';
}
