import { computed, shallowRef, useId, type Ref } from 'vue';
import type { ConversationView, MemberView } from '../../../preload/contract/views';
import { useEmojiCompletion } from './use-emoji-completion';
import { useMentions } from './use-mentions';

/** What completing names in a field needs. */
export interface CompletionsOptions {
  /** In which chat something is written; null: in none, where nobody can be called. */
  readonly conversation: () => Pick<ConversationView, 'kind' | 'node'> | null;
  readonly input: Readonly<Ref<HTMLTextAreaElement | null>>;
  /** What is being written burns. */
  readonly isBurn: () => boolean;
  /** Takes a text in which somebody is called now. */
  readonly call: (text: string, called: MemberView) => void;
}

/** What completes names in a field; `CompletionLists` shows it. */
export type Completions = ReturnType<typeof useCompletions>;

/** Completes names in a field: those of members behind an “@”, those of emoji behind a colon. One list at most is open, because a name begins with one sign. */
export function useCompletions({ conversation, input, isBurn, call }: CompletionsOptions) {
  const isComposing = shallowRef(false);
  const mentions = useMentions({ conversation, input, call });
  const emoji = useEmojiCompletion({ input, isComposing: () => isComposing.value, isBurn });
  const [mentionListId, emojiListId] = [useId(), useId()];
  const openList = computed(() => {
    if (mentions.isOpen.value) return { id: mentionListId, activeIndex: mentions.activeIndex.value };
    return emoji.isOpen.value ? { id: emojiListId, activeIndex: emoji.activeIndex.value } : null;
  });
  /** For the field: which list is its own, and which entry of it is meant. */
  const fieldAttributes = computed(() =>
    openList.value === null
      ? {}
      : {
          'aria-controls': openList.value.id,
          'aria-activedescendant': `${openList.value.id}-${openList.value.activeIndex}`,
        },
  );

  /** An input method has begun or ended: while something is composed nothing is completed, and its end is no input. */
  function followComposition(isComposed: boolean): void {
    isComposing.value = isComposed;
    void emoji.look(!isComposed);
  }

  /** Looks what stands before the caret. `isTyped`: a letter was written. */
  function look(isTyped: boolean): void {
    mentions.look();
    void emoji.look(isTyped);
  }

  /** The caret may have moved. */
  function lookAfterKey(event: KeyboardEvent): void {
    mentions.lookAfterKey(event);
    emoji.lookAfterKey(event);
  }

  function close(): void {
    mentions.close();
    emoji.close();
  }

  /** True when the key was for a list. */
  const takeKey = (event: KeyboardEvent): boolean => mentions.takeKey(event) || emoji.takeKey(event);

  const ids = { mentionListId, emojiListId };
  return { mentions, emoji, ids, fieldAttributes, followComposition, look, lookAfterKey, close, takeKey };
}
