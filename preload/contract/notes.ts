/**
 * What is sent there is a note of the user's own: it stays on this computer, among what is saved, and is edited and deleted like a
 * message. Only texts and pictures, which answer nothing, call nobody and do not burn.
 */
export const notesConversationId = 'n:';
