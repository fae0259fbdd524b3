import type { ChatDraft } from './chat-draft';

/** Whether ArrowUp asks for the last message, to say it otherwise: with anything in the field, or before an answer, the key is the caret's. */
export function asksForLast(
  { shiftKey, ctrlKey, metaKey, altKey, repeat }: KeyboardEvent,
  { text, pictures, replyToId }: Pick<ChatDraft, 'text' | 'pictures' | 'replyToId'>,
): boolean {
  const isPlain = !shiftKey && !ctrlKey && !metaKey && !altKey && !repeat;
  return isPlain && text === '' && pictures.length === 0 && replyToId === null;
}
