import { shallowRef } from 'vue';
import { defineAccountStore } from '../../base/account-scope';
import type { SelectionFacts } from './selection-facts';

/** What is asked before it is done with messages of the open chat, by their ids. */
export type MessageQuestion =
  | { readonly kind: 'delete'; readonly messageIds: readonly string[]; readonly leftOut: number }
  | {
      readonly kind: 'revoke';
      readonly messageIds: readonly string[];
      readonly obstacles: SelectionFacts['revokeObstacles'];
    }
  | { readonly kind: 'forward'; readonly messageIds: readonly string[]; readonly leftOut: number };

/** The dialog about messages that is open; null for none. */
export const useMessageQuestionsStore = defineAccountStore('message-questions', () => {
  const asked = shallowRef<MessageQuestion | null>(null);

  function ask(question: MessageQuestion): void {
    if (question.messageIds.length > 0) asked.value = question;
  }

  return { asked, ask };
});
