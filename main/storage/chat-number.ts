/** SQL for the number of a chat, of an expression that gives its id; NULL for a chat that is not there. */
export const chatNumberOf = (conversationId: string): string =>
  `(SELECT chat_number FROM conversation WHERE conversation_id = ${conversationId})`;
