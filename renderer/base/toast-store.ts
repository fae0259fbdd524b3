import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { after, type Stop } from './clock';

/** A quiet fact: a message key, so that it follows the language. */
export interface Toast {
  readonly id: number;
  readonly key: string;
}

const toastLifeMs = 4_000;

/**
 * Facts that need no answer and that nobody sees otherwise; what changes before one's eyes, such as a button that says that it
 * has copied, is none. Failures of an action appear beside the action, not here.
 */
export const useToastStore = defineStore('toasts', () => {
  const toast = shallowRef<Toast | null>(null);
  let lastId = 0;
  let stop: Stop = () => undefined;

  /** Shows the sentence of a message key for four seconds, in the place of the one before. */
  function show(key: string): void {
    stop();
    toast.value = { id: ++lastId, key };
    stop = after(toastLifeMs, () => (toast.value = null));
  }

  return { toast, show };
});
