import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

/** Below this window width, in CSS pixels, the list and the conversation take turns. */
export const narrowWidth = 720;
/** Bounds of the list column, in CSS pixels. */
export const listWidthBounds = { min: 240, initial: 308, max: 420 } as const;

/** How the window is divided, whoever is signed in. */
export const useWindowLayoutStore = defineStore('window-layout', () => {
  const windowWidth = shallowRef(window.innerWidth);
  const listWidth = shallowRef<number>(listWidthBounds.initial);
  const isNarrow = computed(() => windowWidth.value < narrowWidth);

  function setListWidth(width: number): void {
    listWidth.value = Math.min(listWidthBounds.max, Math.max(listWidthBounds.min, Math.round(width)));
  }

  return { windowWidth, listWidth, isNarrow, setListWidth };
});
