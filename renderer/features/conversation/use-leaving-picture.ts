import { useAccount } from '../../base/account-scope';
import { useToastStore } from '../../base/toast-store';

/** How a picture leaves the app from the viewer; both tell how it went. */
export interface LeavingPictures {
  /** Asks where to save it. */
  readonly save: (messageId: string) => Promise<void>;
  /** Copies the picture whose middle is the middle of the stage, or near it. */
  readonly copyShownIn: (messageId: string, stage: HTMLElement | null) => Promise<void>;
  /** Copies the picture of a message where the chat shows it; out of view it has to be scrolled to, which is said. */
  readonly copyInTimeline: (messageId: string) => Promise<void>;
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
    if (stage !== null) await copyAt(messageId, stage.getBoundingClientRect());
  }

  async function copyInTimeline(messageId: string): Promise<void> {
    const box = visibleBoxOf(messageId);
    if (box === null) toasts.show('chosen.pictureAway');
    else await copyAt(messageId, box);
  }

  async function copyAt(messageId: string, box: VisibleBox): Promise<void> {
    const place = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
    const result = await request('messages.copyPicture', { messageId, ...place });
    toasts.show(result.ok ? 'actions.copied' : `errors.${result.failure.code}`);
  }

  return { save, copyShownIn, copyInTimeline };
}

type VisibleBox = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/** What can be seen of a picture in the chat; null for nothing. */
function visibleBoxOf(messageId: string): VisibleBox | null {
  const scroller = document.querySelector('[data-testid="timeline"]');
  const holder = scroller?.querySelector(`[data-message-id="${CSS.escape(messageId)}"]`);
  const picture = holder?.querySelector('[data-testid="message-image"], [data-testid="message-still"]');
  if (scroller === null || picture === null || picture === undefined) return null;
  const [inner, outer] = [picture.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const box = {
    left: Math.max(inner.left, outer.left),
    right: Math.min(inner.right, outer.right),
    top: Math.max(inner.top, outer.top),
    bottom: Math.min(inner.bottom, outer.bottom),
  };
  return box.left < box.right && box.top < box.bottom ? box : null;
}
