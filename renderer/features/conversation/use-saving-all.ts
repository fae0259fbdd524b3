import { useAccount } from '../../base/account-scope';
import { useToastStore } from '../../base/toast-store';

/** Saves pictures and files of messages in one folder, which the user is asked for, and tells how it went. */
export function useSavingAll(): (messageIds: readonly string[]) => Promise<void> {
  const { request } = useAccount();
  const toasts = useToastStore();

  return async (messageIds) => {
    const result = await request('files.saveAll', { messageIds });
    if (!result.ok) toasts.show(`errors.${result.failure.code}`);
    else if (result.value === null) return;
    else if (result.value.reason !== null && result.value.savedCount === 0)
      toasts.show(`errors.${result.value.reason}`);
    else toasts.show(result.value.reason === null ? 'file.savedAll' : 'file.savedSome');
  };
}
