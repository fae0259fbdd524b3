import { watchPostEffect } from 'vue';

/** A field and the text that stands in it. */
interface TypedText {
  readonly field: () => HTMLInputElement | null;
  /** What the field is to show. */
  readonly text: () => string;
  /** What somebody has typed; the words of a composition when it ends. */
  readonly take: (text: string) => void;
}

/** Listeners of the field, for `v-on`. */
interface TypedTextListeners {
  readonly input: () => void;
  readonly compositionstart: () => void;
  readonly compositionend: () => void;
}

/**
 * Joins a field to its text, for texts that may be a piece of a message: unlike `v-model`, whose directive and ref keep the value before
 * this one, it holds none of them longer than the field shows it.
 */
export function useTypedText({ field, text, take }: TypedText): TypedTextListeners {
  let isComposing = false;

  function tell(): void {
    const typed = field()?.value;
    if (!isComposing && typed !== undefined && typed !== text()) take(typed);
  }

  watchPostEffect(() => {
    const [element, shown] = [field(), text()];
    // Written into the middle of a composition it would break what is being composed.
    if (element !== null && !isComposing && element.value !== shown) element.value = shown;
  });

  return {
    input: tell,
    compositionstart: () => void (isComposing = true),
    compositionend: () => {
      isComposing = false;
      tell();
    },
  };
}
