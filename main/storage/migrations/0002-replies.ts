/** What a message answers: the server's number, because that is all that travels. The quoted text is looked up, never copied. */
export const replies = `
ALTER TABLE message ADD COLUMN reply_mid INTEGER;
CREATE INDEX message_by_reply ON message (conversation_id, reply_mid) WHERE reply_mid IS NOT NULL;
`;
