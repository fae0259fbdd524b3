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
  const sending = new Set<string>();

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

  /**
   * Sends the draft of the chat that was open when the user pressed send, whatever is open by the time main answers. The
   * text is kept when it fails; what was typed meanwhile is kept in any case. Answers null while it is on its way.
   */
  async function send(conversationId: string): Promise<Result<{ readonly messageId: string }> | null> {
    if (sending.has(conversationId)) return null;
    sending.add(conversationId);
    const { text, isBurn, burnSeconds } = draftOf(conversationId);
    const result = await request('messages.send', {
      conversationId,
      text,
      burnSeconds: isBurn ? burnSeconds : null,
    });
    sending.delete(conversationId);
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

  return { drafts, draftOf, change, write, send, reset };
});
