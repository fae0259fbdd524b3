import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

/** What the list column shows. */
export type Section = 'chats' | 'contacts' | 'rooms';

/** Below this window width, in CSS pixels, the list and the conversation take turns. */
export const narrowWidth = 720;
/** Bounds of the list column, in CSS pixels. */
export const listWidthBounds = { min: 240, initial: 308, max: 420 } as const;

/** Where the user is. */
export const useNavigationStore = defineStore('navigation', () => {
  const section = shallowRef<Section>('chats');
  const openConversationId = shallowRef<string | null>(null);
  const isSettingsOpen = shallowRef(false);
  const windowWidth = shallowRef(window.innerWidth);
  const listWidth = shallowRef<number>(listWidthBounds.initial);
  const isNarrow = computed(() => windowWidth.value < narrowWidth);

  function openConversation(conversationId: string): void {
    openConversationId.value = conversationId;
  }

  /** Back to the list. */
  function closeConversation(): void {
    openConversationId.value = null;
  }

  function setListWidth(width: number): void {
    listWidth.value = Math.min(listWidthBounds.max, Math.max(listWidthBounds.min, Math.round(width)));
  }

  /** Forgets where the user was; for a change of account. */
  function reset(): void {
    section.value = 'chats';
    openConversationId.value = null;
    isSettingsOpen.value = false;
  }

  return {
    section,
    openConversationId,
    isSettingsOpen,
    windowWidth,
    listWidth,
    isNarrow,
    openConversation,
    closeConversation,
    setListWidth,
    reset,
  };
});
