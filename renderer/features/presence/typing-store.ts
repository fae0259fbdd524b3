import { onScopeDispose, shallowRef } from 'vue';
import type { TypingView } from '../../../preload/contract/presence-views';
import { defineAccountStore } from '../../base/account-scope';
import { coalesce } from '../../base/coalesce';

type Writer = TypingView['people'][number];

const nobody: readonly Writer[] = [];

/** Who writes at this moment, by chat. */
export const useTypingStore = defineAccountStore('typing', ({ request }) => {
  const writers = shallowRef<ReadonlyMap<string, readonly Writer[]>>(new Map());
  let isOver = false;
  onScopeDispose(() => {
    isOver = true;
    writers.value = new Map();
  });

  /** Somebody has begun to write, or has stopped. */
  const reload = coalesce(async () => {
    const result = await request('typing.list', null);
    // Without an answer nobody is said to write.
    const views = result.ok && !isOver ? result.value : [];
    writers.value = new Map(views.map(({ conversationId, people }) => [conversationId, people]));
  });

  /** Who writes in a chat. */
  function of(conversationId: string): readonly Writer[] {
    return writers.value.get(conversationId) ?? nobody;
  }

  return { writers, of, reload };
});
