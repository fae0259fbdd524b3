import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Result } from '../../preload/contract/result';
import type { SettingsView, SnapshotView } from '../../preload/contract/views';
import { call, request } from './bridge';

/** Everything about the app that is not a list: which accounts are open, which is shown, settings, this computer. */
export const useSessionStore = defineStore('session', () => {
  const snapshot = shallowRef<SnapshotView | null>(null);
  const currentAccountId = computed(() => snapshot.value?.currentAccountId ?? null);
  /** The account that the window shows; null for the sign-in. */
  const account = computed(
    () =>
      snapshot.value?.accounts.find((open) => open.account.accountId === currentAccountId.value)?.account ??
      null,
  );
  /** Somebody has to unlock the app before there is anything to show. */
  const isLocked = computed(() => snapshot.value?.startState === 'locked' && snapshot.value.lock.isOn);
  /** The accounts of the last session are not open yet: whether there is one to show is not known. */
  const isOpening = computed(
    () => !isLocked.value && ['locked', 'opening'].includes(snapshot.value?.startState ?? 'signedOut'),
  );
  const settings = computed(() => snapshot.value?.settings ?? null);
  const isMac = computed(() => snapshot.value?.platform === 'darwin');
  /** What was to be wiped at a sign-out is not all gone yet. */
  const remnants = shallowRef(false);
  let lastRequest = 0;

  /** Fetches the snapshot; answers the number of the last change that it contains. */
  async function load(): Promise<number> {
    const ticket = ++lastRequest;
    const answer = await call('app.snapshot', null);
    // A slower answer to an earlier question must not replace a newer one.
    if (ticket === lastRequest) snapshot.value = answer;
    return answer.changeNumber;
  }

  /** Changes settings; what the user chose is shown at once and taken back if main refuses. */
  async function changeSettings(patch: Partial<SettingsView>): Promise<Result<SettingsView>> {
    const before = snapshot.value;
    if (before !== null) snapshot.value = { ...before, settings: { ...before.settings, ...patch } };
    const result = await request('app.changeSettings', patch);
    const current = snapshot.value;
    if (current !== null && before !== null) {
      snapshot.value = { ...current, settings: result.ok ? result.value : before.settings };
    }
    return result;
  }

  return {
    remnants,
    snapshot,
    currentAccountId,
    account,
    isLocked,
    isOpening,
    settings,
    isMac,
    load,
    changeSettings,
  };
});
