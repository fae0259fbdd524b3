import { shallowRef, watch, type ShallowRef } from 'vue';
import type { ChatUsageView } from '../../../preload/contract/file-views';
import type { FailureCode } from '../../../preload/contract/result';
import { useAccount } from '../../base/account-scope';
import { useCleaningStore } from './cleaning-store';

/** What files take on this computer, as main told last. */
export interface Usage {
  /** Null while nobody knows. */
  readonly chats: Readonly<ShallowRef<readonly ChatUsageView[] | null>>;
  readonly failure: Readonly<ShallowRef<FailureCode | null>>;
}

/** Asks what the files of one chat take, or of all (null); again after everything that was cleaned away. */
export function useUsage(conversationId: () => string | null): Usage {
  const { request } = useAccount();
  const cleaning = useCleaningStore();
  const chats = shallowRef<readonly ChatUsageView[] | null>(null);
  const failure = shallowRef<FailureCode | null>(null);
  watch(
    [conversationId, () => cleaning.round],
    async ([id]) => {
      const result = await request('files.usage', { conversationId: id });
      if (id !== conversationId()) return;
      chats.value = result.ok ? result.value : null;
      failure.value = result.ok ? null : result.failure.code;
    },
    { immediate: true },
  );
  return { chats, failure };
}
