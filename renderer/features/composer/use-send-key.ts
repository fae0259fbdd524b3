import { computed, type ComputedRef } from 'vue';
import type { SendKey } from '../../../preload/contract/views';
import { useSessionStore } from '../../base/session-store';

/** The key that the user has chosen for sending, for all fields in which one writes. */
export function useSendKey(): ComputedRef<SendKey> {
  const session = useSessionStore();
  return computed(() => session.settings?.sendKey ?? 'enter');
}
