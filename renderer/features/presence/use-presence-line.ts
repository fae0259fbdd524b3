import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ConversationView, Locale } from '../../../preload/contract/views';
import { useAccountFactsStore } from '../../base/account-facts-store';
import { useNow } from '../../base/use-now';
import { usePresenceStore } from './presence-store';
import { presenceText, typingText } from './presence-text';
import { useTypingStore } from './typing-store';

/** What was a minute ago is told in minutes. */
const refreshMs = 30_000;

/**
 * What the line under the name of a chat says: who writes, else how the other side is seen; null when there is nothing to say.
 */
export function usePresenceLine(
  conversation: () => Pick<ConversationView, 'conversationId' | 'kind' | 'node'>,
): ComputedRef<string | null> {
  const { t } = useI18n();
  const typing = useTypingStore();
  const seen = useSeenLine(() => conversation().node);
  return computed(() => {
    const { conversationId, kind } = conversation();
    const writes = typingText(typing.of(conversationId), kind, t);
    return writes ?? (kind === 'room' ? null : seen.value);
  });
}

/**
 * How somebody is seen, and what they say about it; null when nothing is known, and while there is no connection, because then
 * nobody knows of the present.
 */
export function useSeenLine(node: () => string): ComputedRef<string | null> {
  const { t, locale } = useI18n();
  const facts = useAccountFactsStore();
  const presences = usePresenceStore();
  // Only of somebody who is away there is a time that grows.
  const now = useNow(refreshMs, () => presences.of(node())?.presence === 'offline');
  return computed(() => {
    if (facts.connection?.state !== 'online') return null;
    // The locales of the app are the contract's.
    return presenceText(presences.of(node()), { t, locale: locale.value as Locale, nowMs: now.value });
  });
}
