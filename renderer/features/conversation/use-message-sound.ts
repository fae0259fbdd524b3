import { computed, watch } from 'vue';
import type { FileContentView } from '../../../preload/contract/file-views';
import type { MessageView } from '../../../preload/contract/message-views';
import { useAccount } from '../../base/account-scope';
import { useToastStore } from '../../base/toast-store';
import { useSound, type Sound } from '../playback';

/** The sound of a message's file; what is not what it says is told by `refused`, whatever else does not work in words. */
export function useMessageSound(
  shown: () => { readonly message: MessageView; readonly file: FileContentView },
  refused: () => void,
) {
  const account = useAccount();
  const toasts = useToastStore();
  const asked = computed((): Sound => {
    const { message, file } = shown();
    const { messageId, conversationId } = message;
    const isVoice = file.voice !== undefined;
    return {
      account,
      conversationId,
      messageId,
      kind: isVoice ? 'voice' : 'audio',
      title: isVoice ? message.authorName : file.name,
      durationMs: file.voice?.durationMs ?? null,
    };
  });
  const sound = useSound(() => asked.value);
  watch(sound.failure, (failure) => {
    if (failure === null) return;
    if (failure === 'notPlayable') refused();
    else toasts.show(`errors.${failure}`);
  });
  return sound;
}
