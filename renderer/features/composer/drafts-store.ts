import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import { request } from '../../app/bridge';

/** Reading times that can be chosen, seconds. */
export const burnChoices = [5, 10, 30, 60, 300] as const;
/** Reading time until another is chosen, seconds. */
export const defaultBurnSeconds = 10;

/** What is being written in one chat. Lives in memory only. */
export interface ChatDraft {
  readonly text: string;
  readonly isBurn: boolean;
  readonly burnSeconds: number;
  /** Why the last attempt to send was refused; cleared by the next change of the text. */
  readonly failure: FailureCode | null;
}

const emptyDraft: ChatDraft = { text: '', isBurn: false, burnSeconds: defaultBurnSeconds, failure: null };

/** Drafts of all chats, each kept with its own chat while the app runs. */
export const useDraftsStore = defineStore('drafts', () => {
  const drafts = shallowRef<ReadonlyMap<string, ChatDraft>>(new Map());
  /** Counts up with every wish to have the focus in the composer. */
  const focusRequests = shallowRef(0);
  /** The last message on its way of each chat: the next one waits for it, so that they are stored in order. */
  const underWay = new Map<string, Promise<unknown>>();

  /** The draft of a chat; an empty one if nothing was written. */
  function draftOf(conversationId: string): ChatDraft {
    return drafts.value.get(conversationId) ?? emptyDraft;
  }

  function change(conversationId: string, patch: Partial<ChatDraft>): void {
    drafts.value = new Map(drafts.value).set(conversationId, { ...draftOf(conversationId), ...patch });
  }

  /** Replaces the text of a draft. */
  function write(conversationId: string, text: string): void {
    change(conversationId, { text, failure: null });
  }

  /** Puts a text into a draft without overwriting what is there: on a line of its own below it. */
  function append(conversationId: string, text: string): void {
    const { text: current } = draftOf(conversationId);
    const separator = current.endsWith('\n') ? '' : '\n';
    write(conversationId, current.trim() === '' ? text : `${current}${separator}${text}`);
  }

  /** Asks the composer on the screen to take the focus, with the caret behind the last character. */
  function requestFocus(): void {
    focusRequests.value += 1;
  }

  /**
   * Sends the draft of the chat that was open when the user pressed send, whatever is open by the time main answers. The
   * text is kept when it fails; what was typed meanwhile is kept in any case. Sent again before main has answered, it waits
   * for the answer and sends what is left then; answers null when nothing is left.
   */
  async function send(conversationId: string): Promise<Result<{ readonly messageId: string }> | null> {
    const earlier = underWay.get(conversationId);
    // What stands in the composer at this moment is what is sent, unless a message is still on its way.
    const turn =
      earlier === undefined
        ? sendNow(conversationId, false)
        : earlier.then(() => sendNow(conversationId, true));
    underWay.set(conversationId, turn);
    const result = await turn;
    if (underWay.get(conversationId) === turn) underWay.delete(conversationId);
    return result;
  }

  async function sendNow(
    conversationId: string,
    hasWaited: boolean,
  ): Promise<Result<{ readonly messageId: string }> | null> {
    const { text, isBurn, burnSeconds } = draftOf(conversationId);
    if (hasWaited && text.trim() === '') return null;
    const result = await request('messages.send', {
      conversationId,
      text,
      burnSeconds: isBurn ? burnSeconds : null,
    });
    if (result.ok) {
      const current = draftOf(conversationId).text;
      write(conversationId, current.startsWith(text) ? current.slice(text.length) : current);
    } else {
      change(conversationId, { failure: result.failure.code });
    }
    return result;
  }

  /** Forgets everything; for a change of account. */
  function reset(): void {
    drafts.value = new Map();
  }

  return { drafts, focusRequests, draftOf, change, write, append, requestFocus, send, reset };
});
