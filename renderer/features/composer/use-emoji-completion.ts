import { computed, shallowRef, type Ref } from 'vue';
import { emojiNamed, emojiQuery, findEmoji, useEmojiStore, type Emoji, type EmojiQuery } from '../emoji';
import { typeInto } from './type-into';

/** What completing emoji in the composer needs. */
export interface EmojiCompletionOptions {
  readonly input: Readonly<Ref<HTMLTextAreaElement | null>>;
  /** An input method is at work: nothing is offered, and nothing is changed under it. */
  readonly isComposing: () => boolean;
  /** What is being written burns: what is chosen for it is noted nowhere. */
  readonly isBurn: () => boolean;
}

/** Most emoji that are offered at once. */
const maxOffered = 8;

/** Offers emoji while a name is typed behind a colon, and takes a name that a second colon ends for its emoji. */
export function useEmojiCompletion({ input, isComposing, isBurn }: EmojiCompletionOptions) {
  const store = useEmojiStore();
  const query = shallowRef<EmojiQuery | null>(null);
  const activeIndex = shallowRef(0);
  /** The colon whose list was closed by hand. */
  let dismissedStart = -1;

  const offered = computed<readonly Emoji[]>(() => {
    if (store.catalogue === null || query.value === null || query.value.isEnded) return [];
    return findEmoji(store.catalogue, query.value.typed, maxOffered);
  });
  const isOpen = computed(() => offered.value.length > 0);

  /** Looks what stands before the caret; after every change of text or caret. `isTyped`: a letter was written. */
  async function look(isTyped: boolean): Promise<void> {
    const seen = see();
    if (seen?.start !== dismissedStart) dismissedStart = -1;
    const next = seen === null || seen.start === dismissedStart ? null : seen;
    if (next?.typed !== query.value?.typed) activeIndex.value = 0;
    query.value = next;
    if (next === null) return;
    await store.load();
    // What stands there may be something else by now.
    if (isTyped && next.isEnded && query.value === next) replaceEnded(next);
  }

  function see(): EmojiQuery | null {
    const element = input.value;
    const isCaret = element !== null && element.selectionStart === element.selectionEnd;
    return isCaret && !isComposing() ? emojiQuery(element.value, element.selectionStart) : null;
  }

  function replaceEnded(ended: EmojiQuery): void {
    const named = store.catalogue === null ? null : emojiNamed(store.catalogue, ended.typed);
    if (named !== null && see()?.start === ended.start) put(named, ended.start);
  }

  function put(emoji: Emoji, start: number): void {
    const element = input.value;
    if (element === null) return;
    const typed = store.typed(emoji);
    element.setSelectionRange(start, element.selectionStart);
    close();
    typeInto(element, typed);
    if (!isBurn()) store.noteChosen(typed);
  }

  function choose(emoji: Emoji): void {
    if (query.value !== null) put(emoji, query.value.start);
  }

  function close(): void {
    query.value = null;
  }

  /** The caret may have moved. */
  function lookAfterKey({ key }: KeyboardEvent): void {
    if (key.startsWith('Arrow') || key === 'Home' || key === 'End') void look(false);
  }

  /** True when the key was for the list. */
  function takeKey(event: KeyboardEvent): boolean {
    if (!isOpen.value || event.ctrlKey || event.metaKey || event.altKey) return false;
    const { length } = offered.value;
    const active = offered.value[activeIndex.value];
    if (event.key === 'ArrowDown') activeIndex.value = (activeIndex.value + 1) % length;
    else if (event.key === 'ArrowUp') activeIndex.value = (activeIndex.value + length - 1) % length;
    else if (event.key === 'Escape') {
      dismissedStart = query.value?.start ?? -1;
      close();
    } else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') {
      if (active !== undefined) choose(active);
    } else return false;
    event.preventDefault();
    return true;
  }

  return { offered, activeIndex, isOpen, look, lookAfterKey, close, choose, takeKey };
}
