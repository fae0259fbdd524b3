import type { QuoteView } from '../../preload/contract/message-views';
import { captionInText } from '../domain/file';
import { isVanished, type Message } from '../domain/message';
import { contentKinds, toVoiceLength } from './content-kinds';
import { toOneLine } from './one-line';

/**
 * What an answer shows of the message that it answers; null stands for one that is not on this computer. Where its author took it back
 * and said something else instead (`replacement`), that is shown.
 */
export function toQuoteView(
  answered: Message | null,
  nameOf: (node: Message['author']) => string,
  replacement: Message | null = null,
): QuoteView {
  const isReplaced = answered?.contentState === 'revoked' && replacement?.contentState === 'present';
  const message = isReplaced ? replacement : answered;
  const isGone = message?.contentState === 'withdrawn' || message?.contentState === 'deleted';
  if (message === null || isGone) return { kind: 'missing' };
  const { messageId, isMine } = message;
  const about = { messageId, authorName: nameOf(message.author), isMine };
  const kind = kindOf(message);
  if (kind === 'text') {
    const edited = message.replaces === null ? {} : ({ isEdited: true } as const);
    return { kind, ...about, ...edited, text: toOneLine(message.text ?? '') };
  }
  if (kind === 'file') {
    const caption = captionInText(message.text);
    const beside = caption === null ? {} : { caption: toOneLine(caption) };
    return { kind, ...about, name: message.file?.name ?? '', ...beside, ...toVoiceLength(message.file) };
  }
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
