import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { after } from './clock';

/** A quiet fact at the bottom of the window: a message key, so that it follows the language. */
export interface Toast {
  readonly id: number;
  readonly key: string;
}

const toastLifeMs = 4_000;

/** Facts that need no answer. Failures of an action appear beside the action, not here. */
export const useToastStore = defineStore('toasts', () => {
  const toasts = shallowRef<readonly Toast[]>([]);
  let lastId = 0;

  function dismiss(id: number): void {
    toasts.value = toasts.value.filter((toast) => toast.id !== id);
  }

  /** Shows the sentence of a message key for four seconds. The same sentence is not shown twice at once. */
  function show(key: string): void {
    const id = ++lastId;
    toasts.value = [...toasts.value.filter((toast) => toast.key !== key), { id, key }];
    after(toastLifeMs, () => dismiss(id));
  }

  return { toasts, show, dismiss };
});
