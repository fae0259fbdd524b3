import { onScopeDispose, watch } from 'vue';
import { provideCovers } from '../ui/covers';
import { useAttentionStore } from '../base/attention-store';
import { call } from '../base/bridge';
import { useUserActivity } from './use-user-activity';
import { useWindowEvent } from '../base/use-window-event';

/** Watches what shows that somebody sees the window, and tells main. Used once, by the app. */
export function useAttention(): void {
  const attention = useAttentionStore();
  useWindowEvent('focus', () => (attention.hasFocus = true));
  useWindowEvent('blur', () => (attention.hasFocus = false));
  function followVisibility(): void {
    attention.isVisible = document.visibilityState === 'visible';
  }
  document.addEventListener('visibilitychange', followVisibility);
  onScopeDispose(() => document.removeEventListener('visibilitychange', followVisibility));
  useUserActivity(() => attention.act());
  // A window that appears under a pointer at rest tells of a move, too, but of none that leads anywhere.
  useWindowEvent('pointermove', ({ isTrusted, movementX, movementY }) => {
    if (isTrusted && (movementX !== 0 || movementY !== 0)) attention.act();
  });
  provideCovers({
    put: (kind) => attention.cover(kind, 1),
    take: (kind) => attention.cover(kind, -1),
  });
  watch(
    () => attention.isAttentive,
    // Nobody waits for the answer; a bridge that is gone has nobody to tell.
    (isAttended) => void call('app.attend', { isAttended }).catch(() => undefined),
    { immediate: true },
  );
}
