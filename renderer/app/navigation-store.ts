import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

/** What the list column shows. */
export type Section = 'chats' | 'contacts' | 'rooms';

/** Below this window width, in CSS pixels, the list and the conversation take turns. */
export const narrowWidth = 720;
/** Bounds of the list column, in CSS pixels. */
export const listWidthBounds = { min: 240, initial: 308, max: 420 } as const;

/** A message that the user wants to see. */
export interface JumpTarget {
  readonly conversationId: string;
  readonly messageId: string;
}

/** Where the user is. */
export const useNavigationStore = defineStore('navigation', () => {
  const section = shallowRef<Section>('chats');
  const openConversationId = shallowRef<string | null>(null);
  const isSettingsOpen = shallowRef(false);
  /** Where the open chat is to go; a new object for every wish. */
  const jumpTarget = shallowRef<JumpTarget | null>(null);
  const windowWidth = shallowRef(window.innerWidth);
  const listWidth = shallowRef<number>(listWidthBounds.initial);
  /** Somebody used a key or a pointer in the window since the account came: from then on nobody else moves it. */
  const hasActed = shallowRef(false);
  const isNarrow = computed(() => windowWidth.value < narrowWidth);

  function openConversation(conversationId: string): void {
    jumpTarget.value = null;
    openConversationId.value = conversationId;
  }

  /** Opens a chat that nobody asked for; does nothing once somebody has acted, who would lose the place. */
  function offerConversation(conversationId: string): void {
    if (hasActed.value) return;
    section.value = 'chats';
    openConversation(conversationId);
  }

  /** Opens a chat at one of its messages. */
  function openAt(conversationId: string, messageId: string): void {
    openConversation(conversationId);
    jumpTarget.value = { conversationId, messageId };
  }

  /** The chat is where the user wanted to be, or cannot be. */
  function endJump(): void {
    jumpTarget.value = null;
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
    jumpTarget.value = null;
    isSettingsOpen.value = false;
    hasActed.value = false;
  }

  return {
    section,
    openConversationId,
    isSettingsOpen,
    jumpTarget,
    windowWidth,
    listWidth,
    isNarrow,
    hasActed,
    openConversation,
    offerConversation,
    openAt,
    endJump,
    closeConversation,
    setListWidth,
    reset,
  };
});
