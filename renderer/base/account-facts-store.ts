import { computed } from 'vue';
import { defineAccountStore } from './account-scope';
import { useSessionStore } from './session-store';

const nothingLeftOut = { friends: 0, requests: 0, blocked: 0, rooms: 0, messages: 0 } as const;

/** What the snapshot says of one account: who it is, its connection, and what it has to tell. */
export const useAccountFactsStore = defineAccountStore('facts', ({ accountId }) => {
  const session = useSessionStore();
  const open = computed(
    () => session.snapshot?.accounts.find(({ account }) => account.accountId === accountId) ?? null,
  );
  const account = computed(() => open.value?.account ?? null);
  const presence = computed(() => open.value?.presence ?? null);
  const connection = computed(() => open.value?.connection ?? null);
  const serverOffsetMs = computed(() => connection.value?.serverOffsetMs ?? 0);
  const keyProtection = computed(() => open.value?.keyProtection ?? null);
  const missingOnServer = computed(() => open.value?.missingOnServer ?? 0);
  const trial = computed(() => open.value?.trial ?? null);
  const leftOut = computed(() => open.value?.leftOut ?? nothingLeftOut);

  return { account, presence, connection, serverOffsetMs, keyProtection, missingOnServer, leftOut, trial };
});
