import { ChangeSet } from '../domain/change-set';
import { toMessageId, type MessageId } from '../domain/ids';
import type { Message, MessageContent } from '../domain/message';
import { notesId } from '../domain/notes';
import type { StoreWriter } from '../storage/account-store';
import type { MessagingEnvironment } from './messaging-environment';

/** Whether a message is a note of the user's own, which nobody else has. */
export const isNote = ({ conversationId }: Pick<Message, 'conversationId'>): boolean =>
  conversationId === notesId;

/** Keeps a note above everything else that is saved, and ends the draft that it was. Answers its id. */
export function writeNote(
  content: MessageContent,
  draftId: string | undefined,
  environment: MessagingEnvironment,
): MessageId {
  const messageId = toMessageId(environment.random.uuid());
  const changes = new ChangeSet();
  environment.store.transaction((write) => {
    insertNote(write, { messageId, content, sortNs: nowNs(environment) }, environment);
    write.messages.setSaved(messageId, true);
    if (draftId !== undefined) write.drafts.release(draftId);
    changes.addMessage(notesId, messageId);
  });
  if (draftId !== undefined) environment.drafts.end(draftId);
  environment.changed(changes);
  return messageId;
}

/** Puts a note in the place of another one, of which nothing is left; it was written when that was. Answers its id. */
export function rewriteNote(
  old: Message,
  content: MessageContent,
  environment: MessagingEnvironment,
): MessageId {
  const messageId = toMessageId(environment.random.uuid());
  const changes = new ChangeSet();
  environment.store.transaction((write) => {
    insertNote(write, { messageId, content, sortNs: old.sortNs }, environment);
    write.messages.takeSavedPlace(messageId, old.messageId);
    write.messages.erase(old.messageId, 'deleted', null);
    for (const id of [old.messageId, messageId]) changes.addMessage(notesId, id);
  });
  environment.changed(changes);
  return messageId;
}

function insertNote(
  write: StoreWriter,
  note: { readonly messageId: MessageId; readonly content: MessageContent; readonly sortNs: bigint },
  { self, clock }: MessagingEnvironment,
): void {
  write.conversations.ensureNotes();
  write.messages.insert({
    ...note,
    conversationId: notesId,
    author: self(),
    isMine: true,
    viaRoom: null,
    cid: null,
    mid: null,
    clientId: null,
    place: 0n,
    isUnread: false,
    arrivedAtMs: clock.nowMs(),
    replyTo: null,
    mentions: [],
    burnTerms: null,
    delivery: 'sent',
  });
}

const nowNs = ({ serverNowMs }: MessagingEnvironment): bigint =>
  BigInt(Math.round(serverNowMs())) * 1_000_000n;
