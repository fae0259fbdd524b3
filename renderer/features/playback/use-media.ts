import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue';
import type { FailureCode } from '../../../preload/contract/result';
import { useAccount } from '../../base/account-scope';

/** A film of a message while it is shown. */
export interface ShownMedia {
  /** For an element that plays; null before it is opened, and after a failure. */
  readonly url: Readonly<ShallowRef<string | null>>;
  readonly failure: Readonly<ShallowRef<FailureCode | null>>;
  /** Asks for it again, as after a long rest. */
  readonly open: () => Promise<void>;
}

/** Opens the file of a message as soon as it is in view, and closes it with the caller's scope. */
export function useMedia(messageId: () => string, isInView: () => boolean): ShownMedia {
  const { request } = useAccount();
  const url = shallowRef<string | null>(null);
  const failure = shallowRef<FailureCode | null>(null);
  let handle: string | null = null;
  let wish = 0;

  function release(): void {
    wish += 1;
    url.value = null;
    if (handle !== null) void request('playback.close', { handle });
    handle = null;
  }

  async function open(): Promise<void> {
    release();
    failure.value = null;
    const ticket = wish;
    const opened = await request('playback.open', { messageId: messageId() });
    if (ticket !== wish) {
      if (opened.ok) void request('playback.close', { handle: opened.value.handle });
      return;
    }
    if (!opened.ok) return void (failure.value = opened.failure.code);
    handle = opened.value.handle;
    url.value = opened.value.url;
  }

  watch(
    () => isInView() && url.value === null && failure.value === null,
    (isWanted) => {
      if (isWanted) void open();
    },
    { immediate: true },
  );
  onScopeDispose(release);
  return { url, failure, open };
}
