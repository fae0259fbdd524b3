import { shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import type { MemberView } from '../../../preload/contract/views';
import { notesConversationId } from '../../../preload/contract/notes';
import { defineAccountStore } from '../../base/account-scope';
import { useDraftsStore } from './drafts-store';
import { calledIn } from './mention-query';
import { newId } from '../../base/unique-id';
import { hasVisible } from '../../base/visible-text';

/** An own message that is being edited. It is in the memory of the window alone: its words are on the disk as a message. */
export interface Editing {
  /** One life of the field: its element, and with it the history of undoing. */
  readonly editId: string;
  readonly messageId: string;
  readonly text: string;
  /** It goes with a picture, and may be nothing. */
  readonly isCaption: boolean;
  /** Whom the message called; those whose name still stands in the text are called. */
  readonly mentions: readonly MemberView[];
  /** Why the last attempt was refused; cleared by the next change of the text. */
  readonly failure: FailureCode | null;
  /** Main has not answered yet. */
  readonly isLeaving: boolean;
}

/** Refusals after which the old message stays what it is, whatever is tried: the text can go out by itself. */
const final: ReadonlySet<FailureCode> = new Set([
  'revokeWindowOver',
  'alreadyGone',
  'messageNotFound',
  'revokeNeedsFriend',
  'cannotEdit',
]);

/** Whether the text can only be said as a message of its own. */
export const isTooLate = ({ failure }: Editing): boolean => failure !== null && final.has(failure);

/** Whether there is something to be said: a picture may go without words. */
export const isSayable = ({ text, isCaption }: Editing): boolean => isCaption || hasVisible(text);

/** What is being edited in the chats of an account, one message in each. What was being written there waits, untouched. */
export const useEditsStore = defineAccountStore('edits', ({ accountId, request }) => {
  const edits = shallowRef<ReadonlyMap<string, Editing>>(new Map());

  const editingIn = (conversationId: string): Editing | null => edits.value.get(conversationId) ?? null;

  function set(conversationId: string, editing: Editing | null): void {
    const next = new Map(edits.value);
    if (editing === null) next.delete(conversationId);
    else next.set(conversationId, editing);
    edits.value = next;
  }

  /** Puts a message into the field; answers why it cannot be edited, null when it is there. */
  async function begin(conversationId: string, messageId: string): Promise<FailureCode | null> {
    if (editingIn(conversationId)?.messageId === messageId) return null;
    const result = await request('messages.editable', { messageId });
    if (!result.ok) return result.failure.code;
    set(conversationId, { ...result.value, editId: newId(), messageId, failure: null, isLeaving: false });
    return null;
  }

  /** The text of an edit changes; one of a field that was replaced says nothing. */
  function write(conversationId: string, editId: string, text: string): void {
    const editing = editingIn(conversationId);
    if (editing?.editId === editId) set(conversationId, { ...editing, text, failure: null });
  }

  /** The same, with somebody who is called in it now. */
  function call(conversationId: string, text: string, called: MemberView): void {
    const editing = editingIn(conversationId);
    if (editing === null) return;
    const others = editing.mentions.filter(({ node }) => node !== called.node);
    set(conversationId, { ...editing, text, mentions: [...others, called], failure: null });
  }

  /** The message is gone meanwhile: its text can still be said, as another one. */
  function lose(conversationId: string): void {
    const editing = editingIn(conversationId);
    if (editing !== null) set(conversationId, { ...editing, failure: 'alreadyGone' });
  }

  /** Nothing is edited in a chat any more: what was being written there is back, and has the focus. */
  function end(conversationId: string): void {
    set(conversationId, null);
    // Where notes are written nobody writes to a chat.
    if (conversationId !== notesConversationId) useDraftsStore(accountId).requestFocus();
  }

  /** Says the text instead of the message. A refusal stays with the text. */
  async function save(conversationId: string): Promise<void> {
    await leave(conversationId, ({ messageId, text, mentions }) =>
      request('messages.edit', { messageId, text, mentions: calledIn(text, mentions) }),
    );
  }

  /** Sends the text as a message of its own, beside whatever has become of the old one. */
  async function sendApart(conversationId: string): Promise<void> {
    await leave(conversationId, ({ text, mentions }) =>
      request('messages.send', {
        conversationId,
        text,
        burnSeconds: null,
        replyToId: null,
        mentions: calledIn(text, mentions),
      }),
    );
  }

  async function leave(
    conversationId: string,
    ask: (editing: Editing) => Promise<Result<unknown>>,
  ): Promise<void> {
    const editing = editingIn(conversationId);
    if (editing === null || editing.isLeaving) return;
    set(conversationId, { ...editing, isLeaving: true });
    const result = await ask(editing);
    const now = editingIn(conversationId);
    if (now?.editId !== editing.editId) return;
    if (!result.ok) set(conversationId, { ...now, failure: result.failure.code, isLeaving: false });
    else {
      end(conversationId);
      useDraftsStore(accountId).noteSent(conversationId);
    }
  }

  return { edits, editingIn, begin, write, call, lose, end, save, sendApart };
});
