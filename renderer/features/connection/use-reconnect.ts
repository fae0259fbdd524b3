import { shallowRef, type ShallowRef } from 'vue';
import { useAccount } from '../../base/account-scope';

/** Asking for a connection now. */
export function useReconnect(): {
  readonly isBusy: Readonly<ShallowRef<boolean>>;
  readonly now: () => Promise<void>;
} {
  const { request } = useAccount();
  const isBusy = shallowRef(false);

  async function now(): Promise<void> {
    isBusy.value = true;
    // The outcome is the connection's next state, which arrives as a change.
    await request('connection.retryNow', null);
    isBusy.value = false;
  }

  return { isBusy, now };
}
