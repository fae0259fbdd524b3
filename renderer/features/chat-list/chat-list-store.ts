import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { FailureCode } from '../../../preload/contract/result';
import type { ConversationView } from '../../../preload/contract/views';
import { request } from '../../app/bridge';
import { coalesce } from '../../app/coalesce';
import { unreadTotal } from './view-model';

/** All chats, last activity first. */
export const useChatListStore = defineStore('chat-list', () => {
  const chats = shallowRef<readonly ConversationView[]>([]);
  const isLoaded = shallowRef(false);
  const failure = shallowRef<FailureCode | null>(null);
  const totalUnread = computed(() => unreadTotal(chats.value));
  let life = 0;

  /** Fetches the list; calls during a fetch cause one more. */
  const reload = coalesce(async () => {
    const startedIn = life;
    const result = await request('conversations.list', null);
    if (startedIn !== life) return;
    failure.value = result.ok ? null : result.failure.code;
    if (result.ok) chats.value = result.value;
    isLoaded.value = true;
  });

  /** The chat of an id; null if it is not in the list. */
  function find(conversationId: string): ConversationView | null {
    return chats.value.find((chat) => chat.conversationId === conversationId) ?? null;
  }

  /** The chat with a friend or a room; null if it is not in the list. */
  function findByNode(kind: ConversationView['kind'], node: string): ConversationView | null {
    return chats.value.find((chat) => chat.kind === kind && chat.node === node) ?? null;
  }

  /** Forgets everything; for a change of account. */
  function reset(): void {
    life += 1;
    chats.value = [];
    isLoaded.value = false;
    failure.value = null;
  }

  return { chats, isLoaded, failure, totalUnread, reload, find, findByNode, reset };
});
