import type { MessageView } from '../../../preload/contract/message-views';

/** One of the messages that are copied together. */
export interface CopiedMessage {
  readonly authorName: string;
  /** As it is printed. */
  readonly time: string;
  readonly text: string;
}

/** Several messages as one text, in their order; with names and times each begins with a line that says who and when. */
export function copiedText(messages: readonly CopiedMessage[], isNamed: boolean): string {
  if (!isNamed) return messages.map(({ text }) => text).join('\n');
  return messages.map(({ authorName, time, text }) => `${authorName} ${time}\n${text}`).join('\n\n');
}

/** What copying chosen messages can do: one clipboard holds texts, or one picture. */
export type CopyPlan =
  | { readonly kind: 'texts' }
  | { readonly kind: 'picture'; readonly messageId: string }
  /** There are no words, and more than one picture. */
  | { readonly kind: 'nothing' };

/** What is copied of messages: their words, or the one picture that has none. */
export function copyPlan(messages: readonly Pick<MessageView, 'messageId' | 'body'>[]): CopyPlan {
  const hasWords = messages.some(
    ({ body }) => body.kind === 'text' || (body.kind === 'image' && body.caption !== undefined),
  );
  if (hasWords) return { kind: 'texts' };
  const [first, ...more] = messages.filter(({ body }) => body.kind === 'image');
  return first === undefined || more.length > 0
    ? { kind: 'nothing' }
    : { kind: 'picture', messageId: first.messageId };
}
