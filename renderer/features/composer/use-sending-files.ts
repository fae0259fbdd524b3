import { computed, watch, type ComputedRef } from 'vue';
import { useSendingFilesStore, type SendingFile } from './sending-files-store';

/** The chat whose files these are. */
export interface SendingFilesOptions {
  readonly conversationId: () => string;
  /** What is written now is meant to burn. */
  readonly isBurn: () => boolean;
  /** Puts the focus where one writes. */
  readonly focus: () => void;
}

/** What a composer has to do with files. */
export interface SendingFiles {
  /** Those of this chat that are no messages yet. */
  readonly ofChat: ComputedRef<readonly SendingFile[]>;
  readonly add: (files: readonly File[]) => void;
  readonly cancel: (sendingId: string) => void;
}

/** Files on their way from one chat's composer into the app; also those that were let go over the chat. */
export function useSendingFiles({ conversationId, isBurn, focus }: SendingFilesOptions): SendingFiles {
  const store = useSendingFilesStore();
  const ofChat = computed(() =>
    store.sendings.filter((sending) => sending.conversationId === conversationId()),
  );

  /** What is meant to burn must not go out as something that stays. */
  function add(files: readonly File[]): void {
    store.add(conversationId(), files, isBurn() ? 'fileCannotBurn' : null);
    focus();
  }

  function cancel(sendingId: string): void {
    store.cancel(sendingId);
    // The button that had the focus is gone.
    focus();
  }

  watch(
    () => store.offered,
    (offered) => {
      if (offered?.conversationId === conversationId()) add(offered.files);
    },
  );
  return { ofChat, add, cancel };
}
