import { watch } from 'vue';
import { call } from '../base/bridge';
import { useNavigationStore } from '../base/navigation-store';
import { useSessionStore } from '../base/session-store';
import { useToastStore } from '../base/toast-store';

/**
 * Shows what a link that was opened outside is about: fills in a dialog, and does nothing by itself. Below somebody who is signed
 * in: until then the link waits.
 */
export function useOpenedLink(): void {
  const session = useSessionStore();
  const navigation = useNavigationStore();
  const toasts = useToastStore();

  watch(
    () => session.snapshot?.linkNumber ?? 0,
    async (number) => {
      const link = number === 0 ? null : await call('app.takeLink', null);
      if (link === null) return;
      if (link.kind === 'add') navigation.addFriend(link.node);
      else toasts.show('contacts.linkUnreadable');
    },
    { immediate: true },
  );
}
