import { useAccount } from '../../base/account-scope';
import { useToastStore } from '../../base/toast-store';

/** What can be done with the file of a message. */
export interface FileDeeds {
  readonly fetch: () => Promise<void>;
  readonly pause: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  /** Gives nothing more of an own file, or gives it again. */
  readonly holdBack: (isHeldBack: boolean) => Promise<void>;
  /** Asks where to; answers whether it was saved. */
  readonly save: () => Promise<boolean>;
  /** Shows in its folder what was saved. */
  readonly show: () => Promise<void>;
}

/** Fetching and saving the file of a message; what does not work is told. */
export function useFileDeeds(messageId: () => string): FileDeeds {
  const { request } = useAccount();
  const toasts = useToastStore();

  const tell =
    (name: 'files.fetch' | 'files.pause' | 'files.cancel' | 'files.show') => async (): Promise<void> => {
      const result = await request(name, { messageId: messageId() });
      if (!result.ok) toasts.show(`errors.${result.failure.code}`);
    };

  async function holdBack(isHeldBack: boolean): Promise<void> {
    const result = await request('files.holdBack', { messageId: messageId(), isHeldBack });
    if (!result.ok) toasts.show(`errors.${result.failure.code}`);
  }

  async function save(): Promise<boolean> {
    const result = await request('files.save', { messageId: messageId() });
    if (!result.ok) toasts.show(`errors.${result.failure.code}`);
    else if (result.value.isSaved) toasts.show('file.saved');
    return result.ok && result.value.isSaved;
  }

  return {
    fetch: tell('files.fetch'),
    pause: tell('files.pause'),
    cancel: tell('files.cancel'),
    holdBack,
    save,
    show: tell('files.show'),
  };
}
