import { computed, nextTick, onScopeDispose, watch, type ComputedRef } from 'vue';
import { useToastStore } from '../../base/toast-store';
import { usePlaybackStore } from '../playback';
import { useRecordGesture, type RecordGesture } from './use-record-gesture';
import { useVoiceDraftsStore, type VoiceDraft, type VoiceSending } from './voice-drafts-store';

/** The chat in which somebody may record. */
export interface VoiceOptions {
  readonly conversationId: () => string;
  /** Puts the focus where one writes. */
  readonly focus: () => void;
}

/** What a composer has to do with recording. */
export interface Voice extends RecordGesture {
  /** The recording of this chat; null for none. */
  readonly draft: ComputedRef<VoiceDraft | null>;
  /** Begins to record. */
  readonly record: () => void;
  /** How long what was recorded is, ms; 0 while it is recorded, and for nothing. */
  readonly recordedMs: ComputedRef<number>;
  /** Ends it, if it is recorded. */
  readonly stop: () => Promise<void>;
  readonly cancel: () => void;
  /** Sends it; answers whether it is a message now. */
  readonly send: (sending: VoiceSending) => Promise<boolean>;
}

/** Recording in one chat's composer; whoever leaves the chat is told what waits there. */
export function useVoice({ conversationId, focus: focusField }: VoiceOptions): Voice {
  const store = useVoiceDraftsStore();
  const playback = usePlaybackStore();
  const toasts = useToastStore();
  const draft = computed(() => store.draftOf(conversationId()));

  /** The field is there again after the next rendering. */
  function focus(): void {
    void nextTick(focusField);
  }

  function record(): void {
    // What is heard would be recorded, too.
    playback.pause();
    void store.record(conversationId());
  }

  /** Whoever lets go before the microphone is there has recorded nothing. */
  async function stop(): Promise<void> {
    if (draft.value?.phase === 'asking') cancel();
    else if (draft.value !== null) await store.stop(draft.value.draftId);
  }

  /** What plays of it ends with it. */
  function silence(): void {
    if (draft.value !== null && playback.sound?.messageId === draft.value.draftId) playback.stop();
  }

  function cancel(): void {
    silence();
    if (draft.value !== null) store.cancel(draft.value.draftId);
    focus();
  }

  async function send(sending: VoiceSending): Promise<boolean> {
    silence();
    const isSent = draft.value !== null && (await store.send(draft.value.draftId, sending));
    if (isSent) focus();
    return isSent;
  }

  watch(
    () => store.trouble,
    (trouble) => {
      if (trouble?.conversationId !== conversationId()) return;
      toasts.show(`voice.failed.${trouble.why}`);
      focus();
    },
  );
  onScopeDispose(() => {
    silence();
    if (store.leave(conversationId())) toasts.show('voice.waits');
  });
  const recordedMs = computed(() => (typeof draft.value?.url === 'string' ? draft.value.durationMs : 0));
  const gesture = useRecordGesture({ begin: record, stop: () => void stop(), cancel });
  return { draft, recordedMs, record, stop, cancel, send, ...gesture };
}
