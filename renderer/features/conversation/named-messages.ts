import type { MessageView } from '../../../preload/contract/message-views';

/**
 * The messages that may show the name of one of these people, as author or as the one who is answered. Whose message is answered
 * is known of those that are shown; an answer to any other counts.
 */
export function messagesNaming(
  nodes: readonly string[],
  messages: readonly MessageView[],
): readonly MessageView[] {
  const named = new Set(nodes);
  const authors = new Map(messages.map(({ messageId, authorNode }) => [messageId, authorNode]));
  const isAnswered = ({ quote }: MessageView): boolean => {
    if (quote === null || quote.kind === 'missing' || quote.isMine) return false;
    const author = authors.get(quote.messageId);
    return author === undefined || named.has(author);
  };
  return messages.filter((message) => named.has(message.authorNode) || isAnswered(message));
}
