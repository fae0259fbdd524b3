import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { FailureCode } from '../../preload/contract/result';
import { useDialogSubject, type DialogSubject } from './use-dialog-subject';

/** What waits for the user's yes, and what the yes does. */
export interface QuestionOptions<Asked> {
  readonly asked: () => Asked | null;
  /** It is answered, or not wanted any more. */
  readonly drop: () => void;
  /** Does it; answers why not, null when it is done. */
  readonly carryOut: (asked: Asked) => Promise<FailureCode | null>;
  /** It, or what it would meet, is being done from elsewhere. */
  readonly isBusyElsewhere?: (asked: Asked) => boolean;
}

/** A question that a dialog shows. */
export interface Question<Asked> extends DialogSubject<Asked> {
  readonly isBusy: ComputedRef<boolean>;
  /** Why the yes did not work; null for nothing. */
  readonly failure: Readonly<ShallowRef<FailureCode | null>>;
  /** The yes: once, however often it is pressed. The dialog stays where it did not work. */
  readonly confirm: () => Promise<void>;
}

/** Asks before something is done that cannot simply be had back. */
export function useQuestion<Asked>({
  asked,
  drop,
  carryOut,
  isBusyElsewhere = () => false,
}: QuestionOptions<Asked>): Question<Asked> {
  const failure = shallowRef<FailureCode | null>(null);
  const isCarriedOut = shallowRef(false);
  const { shown, isOpen } = useDialogSubject({ subject: asked, drop });
  watch(shown, () => (failure.value = null));
  const isBusy = computed(() => isCarriedOut.value || (shown.value !== null && isBusyElsewhere(shown.value)));

  async function confirm(): Promise<void> {
    const meant = shown.value;
    if (meant === null || isBusy.value) return;
    isCarriedOut.value = true;
    const refusal = await carryOut(meant);
    isCarriedOut.value = false;
    // Another one may be asked by now.
    if (shown.value !== meant) return;
    failure.value = refusal;
    if (refusal === null && asked() === meant) drop();
  }
  return { shown, isOpen, isBusy, failure, confirm };
}
