import { computed, watch, type ComputedRef } from 'vue';
import { useSendingFilesStore, type SendingFile } from './sending-files-store';

/** The chat whose files these are. */
export interface SendingFilesOptions {
  readonly conversationId: () => string;
  /** What is sent now is meant to burn, which no file does: it must not go out as something that stays. */
  readonly isBurn: () => boolean;
  /** Puts the focus where one writes. */
  readonly focus: () => void;
}

/** What a composer has to do with files. */
export interface SendingFiles {
  /** Those of this chat that are no messages yet. */
  readonly ofChat: ComputedRef<readonly SendingFile[]>;
  /** Whether there are some that would go out now. */
  readonly canSend: ComputedRef<boolean>;
  readonly choose: (files: readonly File[]) => void;
  /** Sends what was chosen, the first as an answer to `replyToId`. Nothing while what is sent is meant to burn. */
  readonly send: (replyToId: string | null) => void;
  readonly cancel: (sendingId: string) => void;
}

/** Files in one chat's composer, and on their way from it into the app; also those that were let go over the chat. */
export function useSendingFiles({ conversationId, isBurn, focus }: SendingFilesOptions): SendingFiles {
  const store = useSendingFilesStore();
  const ofChat = computed(() =>
    store.sendings.filter((sending) => sending.conversationId === conversationId()),
  );

  const canSend = computed(() => !isBurn() && ofChat.value.some(({ isChosen }) => isChosen));

  function choose(files: readonly File[]): void {
    store.choose(conversationId(), files);
    focus();
  }

  function send(replyToId: string | null): void {
    if (canSend.value) store.sendChosen(conversationId(), replyToId);
  }

  function cancel(sendingId: string): void {
    store.cancel(sendingId);
    // The button that had the focus is gone.
    focus();
  }

  watch(
    () => store.offered,
    (offered) => {
      if (offered?.conversationId === conversationId()) choose(offered.files);
    },
  );
  return { ofChat, canSend, choose, send, cancel };
}
