import { watch } from 'vue';
import type { MessageView } from '../../../preload/contract/message-views';
import { useAccount } from '../../base/account-scope';
import { usePlaybackStore, type Sound } from '../playback';
import { useConversationStore } from './conversation-store';

/** Plays the next recording that nobody has heard as soon as one before it was heard to its end, in the chat that is shown. */
export function useVoiceSequence(): void {
  const { accountId } = useAccount();
  const playback = usePlaybackStore();
  const store = useConversationStore();
  watch(
    () => playback.heard,
    (heard) => {
      if (heard?.kind !== 'voice' || heard.account.accountId !== accountId) return;
      const next = nextVoice(heard, store.messages);
      if (next !== null) void playback.play(next);
    },
  );
}

/** The next recording of others behind one that was heard, if it is here and was not heard yet; null for none. What burns is never opened by itself. */
export function nextVoice(heard: Sound, messages: readonly MessageView[]): Sound | null {
  const place = messages.findIndex(({ messageId }) => messageId === heard.messageId);
  if (place === -1) return null;
  for (const { messageId, conversationId, body, isMine, isPlayed, authorName, operation } of messages.slice(
    place + 1,
  )) {
    if (body.kind !== 'file' || body.voice === undefined || body.state.kind !== 'here') continue;
    if (isMine || isPlayed === true || operation !== null) continue;
    const { durationMs } = body.voice;
    return { ...heard, conversationId, messageId, title: authorName, durationMs };
  }
  return null;
}
