import { computed, watch, type ComputedRef } from 'vue';
import { isEmptyDraft } from './chat-draft';
import { fitsCaption } from './draft-sending';
import { useDraftsStore } from './drafts-store';
import { useSendingFilesStore, type SendingFile } from './sending-files-store';

/** The chat whose files these are. */
export interface SendingFilesOptions {
  readonly conversationId: () => string;
  /** What is sent now is meant to burn: a file that cannot must not go out as something that stays. */
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
  /** There is a text that is too long to go with the last file. */
  readonly isTextApart: ComputedRef<boolean>;
  readonly choose: (files: readonly File[]) => void;
  /**
   * Sends what was chosen, and what is written: with the last file where it can go with one, else before them. False where no file may
   * go out, and then nothing has happened.
   */
  readonly send: (burnSeconds: number | null) => boolean;
  readonly cancel: (sendingId: string) => void;
  /** A file goes as a picture after all. */
  readonly asPicture: (sendingId: string) => void;
  /** The pictures of the draft go as files. */
  readonly picturesAsFiles: () => void;
}

/** Files in one chat's composer, and on their way from it into the app; also those that were let go over the chat. */
export function useSendingFiles({ conversationId, isBurn, focus }: SendingFilesOptions): SendingFiles {
  const store = useSendingFilesStore();
  const drafts = useDraftsStore();
  const ofChat = computed(() =>
    store.sendings.filter((sending) => sending.conversationId === conversationId()),
  );
  const chosen = computed(() => ofChat.value.filter(({ isChosen }) => isChosen));

  const canSend = computed(
    () => chosen.value.length > 0 && (!isBurn() || chosen.value.every(({ canBurn }) => canBurn)),
  );

  /** What is written goes with the files: it is short enough, and no pictures go before them that it belongs to. */
  const takesDraft = computed(() => {
    const { text, pictures } = drafts.draftOf(conversationId());
    return pictures.length === 0 && (isEmptyDraft({ text, pictures }) || fitsCaption(text));
  });
  const isTextApart = computed(
    () =>
      chosen.value.length > 0 && drafts.draftOf(conversationId()).pictures.length === 0 && !takesDraft.value,
  );

  function choose(files: readonly File[]): void {
    store.choose(conversationId(), files);
    focus();
  }

  function send(burnSeconds: number | null): boolean {
    if (!canSend.value) return false;
    const id = conversationId();
    if (!takesDraft.value) {
      void drafts.send(id, burnSeconds);
      store.sendChosen({ conversationId: id, burnSeconds, taken: null, ended: () => undefined });
      return true;
    }
    const taken = drafts.takeOut(id, burnSeconds);
    store.sendChosen({
      conversationId: id,
      burnSeconds,
      taken,
      ended: (isSent) => drafts.endTaken(id, taken, isSent),
    });
    return true;
  }

  function cancel(sendingId: string): void {
    store.cancel(sendingId);
    // The button that had the focus is gone.
    focus();
  }

  function asPicture(sendingId: string): void {
    const file = store.takeBack(sendingId);
    if (file !== null) drafts.addPictures(conversationId(), [file]);
    focus();
  }

  function picturesAsFiles(): void {
    choose(drafts.takePictures(conversationId()));
  }

  watch(
    () => store.offered,
    (offered) => {
      if (offered?.conversationId === conversationId()) choose(offered.files);
    },
  );
  return { ofChat, canSend, isTextApart, choose, send, cancel, asPicture, picturesAsFiles };
}
