import { request } from '../../base/bridge';
import { useNavigationStore } from '../../base/navigation-store';
import { useToastStore } from '../../base/toast-store';
import type { LinkTarget } from './shown-piece';

/** Opens links: those that add somebody fill in the dialog, the others go out after a check of main, which asks where there is doubt. */
export function useOpenLink(): (target: LinkTarget) => void {
  const navigation = useNavigationStore();
  const toasts = useToastStore();

  async function openOutside(href: string): Promise<void> {
    const result = await request('app.openLink', href);
    if (!result.ok) toasts.show(`errors.${result.failure.code}`);
  }

  return (target) => {
    if (target.kind === 'add') navigation.addFriend(target.node);
    else void openOutside(target.href);
  };
}
