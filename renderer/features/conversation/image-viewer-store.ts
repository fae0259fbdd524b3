import { shallowRef } from 'vue';
import { defineAccountStore } from '../../base/account-scope';

/** Which message's picture fills the window. Its bytes are not here: the viewer fetches them while it is open. */
export const useImageViewerStore = defineAccountStore('imageViewer', () => {
  const messageId = shallowRef<string | null>(null);

  /** Shows the picture of a message of the open chat. */
  function open(id: string): void {
    messageId.value = id;
  }

  function close(): void {
    messageId.value = null;
  }

  return { messageId, open, close };
});
