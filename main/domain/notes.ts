import { toConversationId, type ConversationId } from './ids';

/**
 * Where the user's own notes stand: what is said there is sent to nobody. It is no chat, is in no list, and has no other side
 * (`addressOf` knows none), so that nothing that asks or tells a server finds it. The contract calls it `notesConversationId`.
 */
export const notesId: ConversationId = toConversationId('n:');
