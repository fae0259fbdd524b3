import { useAccount } from '../../app/account-scope';
import { useToastStore } from '../../app/toast-store';

/** How a picture leaves the app from the viewer; both tell how it went. */
export interface LeavingPictures {
  /** Asks where to save it. */
  readonly save: (messageId: string) => Promise<void>;
  /** Copies the picture whose middle is the middle of the stage, or near it. */
  readonly copyShownIn: (messageId: string, stage: HTMLElement | null) => Promise<void>;
}

/** Saving and copying the picture that the viewer shows. */
export function useLeavingPicture(): LeavingPictures {
  const { request } = useAccount();
  const toasts = useToastStore();

  async function save(messageId: string): Promise<void> {
    const result = await request('messages.savePicture', { messageId });
    if (!result.ok) toasts.show(`errors.${result.failure.code}`);
    else if (result.value.isSaved) toasts.show('conversation.pictureSaved');
  }

  async function copyShownIn(messageId: string, stage: HTMLElement | null): Promise<void> {
    if (stage === null) return;
    const box = stage.getBoundingClientRect();
    const place = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    const result = await request('messages.copyPicture', { messageId, ...place });
    toasts.show(result.ok ? 'actions.copied' : `errors.${result.failure.code}`);
  }

  return { save, copyShownIn };
}
