import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ConversationView, Locale } from '../../../preload/contract/views';
import { useAccountFactsStore } from '../../app/account-facts-store';
import { useNow } from '../../app/use-now';
import { usePresenceStore } from './presence-store';
import { presenceText, typingText } from './presence-text';
import { useTypingStore } from './typing-store';

/** What was a minute ago is told in minutes. */
const refreshMs = 30_000;

/**
 * What the line under the name of a chat says: who writes, else how the other side is seen; null when there is nothing to say,
 * and of a time in the past while there is no connection, because then nobody knows of the present.
 */
export function usePresenceLine(
  conversation: () => Pick<ConversationView, 'conversationId' | 'kind' | 'node'>,
): ComputedRef<string | null> {
  const { t, locale } = useI18n();
  const facts = useAccountFactsStore();
  const presences = usePresenceStore();
  const typing = useTypingStore();
  const now = useNow(refreshMs);
  return computed(() => {
    const { conversationId, kind, node } = conversation();
    const writes = typingText(typing.of(conversationId), kind, t);
    if (writes !== null || kind === 'room' || facts.connection?.state !== 'online') return writes;
    // The locales of the app are the contract's.
    return presenceText(presences.of(node), { t, locale: locale.value as Locale, nowMs: now.value });
  });
}
