import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { FailureCode, Result } from '../../../preload/contract/result';
import type { ContactView } from '../../../preload/contract/views';
import { request } from '../../app/bridge';
import { coalesce } from '../../app/coalesce';

/** Friends and friend requests. */
export const useContactsStore = defineStore('contacts', () => {
  const contacts = shallowRef<readonly ContactView[]>([]);
  const isLoaded = shallowRef(false);
  const failure = shallowRef<FailureCode | null>(null);
  const incomingCount = computed(() => contacts.value.filter(({ state }) => state === 'incoming').length);
  let life = 0;

  /** Fetches the contacts; calls during a fetch cause one more. */
  const reload = coalesce(async () => {
    const startedIn = life;
    const result = await request('contacts.list', null);
    if (startedIn !== life) return;
    failure.value = result.ok ? null : result.failure.code;
    if (result.ok) contacts.value = result.value;
    isLoaded.value = true;
  });

  /** Answers a friend request. */
  async function answer(node: string, decision: 'accept' | 'decline'): Promise<Result<null>> {
    const result = await request(decision === 'accept' ? 'contacts.accept' : 'contacts.decline', { node });
    if (result.ok) await reload();
    return result;
  }

  /** Sends a friend request. */
  async function add(node: string, greeting: string): Promise<Result<null>> {
    const result = await request('contacts.add', { node, greeting });
    if (result.ok) await reload();
    return result;
  }

  /** Forgets everything; for a change of account. */
  function reset(): void {
    life += 1;
    contacts.value = [];
    isLoaded.value = false;
    failure.value = null;
  }

  return { contacts, isLoaded, failure, incomingCount, reload, answer, add, reset };
});
