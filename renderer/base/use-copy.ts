import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { request } from './bridge';
import { after, type Stop } from './clock';
import { useToastStore } from './toast-store';

const shownMs = 2_000;

/**
 * Copying to the clipboard; `isCopied` is true for two seconds after it worked. Who shows that beside the button needs no toast
 * (`beside`), who does not has one.
 */
export function useCopy(told: 'beside' | 'toast'): {
  readonly isCopied: Readonly<ShallowRef<boolean>>;
  readonly copy: (text: string) => Promise<void>;
} {
  const toasts = useToastStore();
  const isCopied = shallowRef(false);
  let stop: Stop = () => undefined;
  onScopeDispose(() => stop());

  async function copy(text: string): Promise<void> {
    const result = await request('app.copyText', text);
    if (!result.ok) {
      toasts.show(`errors.${result.failure.code}`);
      return;
    }
    if (told === 'toast') toasts.show('actions.copied');
    isCopied.value = true;
    stop();
    stop = after(shownMs, () => (isCopied.value = false));
  }

  return { isCopied, copy };
}
