import { shallowRef } from 'vue';
import { defineAccountStore } from '../../base/account-scope';

/** Which message's file is read as a text. Its words are not here: whoever shows them fetches them. */
export const useFileTextStore = defineAccountStore('fileText', () => {
  const messageId = shallowRef<string | null>(null);

  /** Shows the text in the file of a message of the open chat. */
  function open(id: string): void {
    messageId.value = id;
  }

  function close(): void {
    messageId.value = null;
  }

  return { messageId, open, close };
});
