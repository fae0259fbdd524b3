import { shallowRef, type ShallowRef } from 'vue';
import type { FailureCode } from '../../../preload/contract/result';
import { useAccount } from '../../base/account-scope';
import { useSessionStore } from '../../base/session-store';

/** What becomes of the messages that the server seems to have lost. */
export function useMissingDecision(): {
  readonly isBusy: Readonly<ShallowRef<boolean>>;
  /** Why the last decision was not carried out; null for none. */
  readonly failure: Readonly<ShallowRef<FailureCode | null>>;
  readonly decide: (decision: 'erase' | 'keep') => Promise<void>;
} {
  const { request } = useAccount();
  const session = useSessionStore();
  const isBusy = shallowRef(false);
  const failure = shallowRef<FailureCode | null>(null);

  async function decide(decision: 'erase' | 'keep'): Promise<void> {
    if (isBusy.value) return;
    isBusy.value = true;
    const result = await request('account.resolveMissing', { decision });
    failure.value = result.ok ? null : result.failure.code;
    // The question goes away with the snapshot.
    if (result.ok) await session.load();
    isBusy.value = false;
  }

  return { isBusy, failure, decide };
}
