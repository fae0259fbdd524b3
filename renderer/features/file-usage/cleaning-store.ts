import { shallowRef } from 'vue';
import type { FileKindView } from '../../../preload/contract/file-views';
import type { FailureCode } from '../../../preload/contract/result';
import { defineAccountStore } from '../../base/account-scope';

/** A chat of which files may be cleaned away. */
export interface CleanedChat {
  readonly conversationId: string;
  readonly title: string;
}

/** Which files of which chat the user wants to clean away; there is one such question at a time. */
export const useCleaningStore = defineAccountStore('cleaning', ({ request }) => {
  const asked = shallowRef<CleanedChat | null>(null);
  /** Another one whenever something was cleaned away: whoever shows sums asks again. */
  const round = shallowRef(0);

  /** Cleans away; answers why not, null when it is done. */
  async function clean(
    chat: CleanedChat,
    choice: { readonly kinds: readonly FileKindView[]; readonly withOwn: boolean },
  ): Promise<FailureCode | null> {
    const result = await request('files.clean', { conversationId: chat.conversationId, ...choice });
    round.value += 1;
    return result.ok ? null : result.failure.code;
  }

  return { asked, round, clean };
});
