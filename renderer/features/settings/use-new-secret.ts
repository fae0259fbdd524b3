import { computed, nextTick, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { FailureCode, Result } from '../../../preload/contract/result';

/** The fields of a dialog that changes a secret: the one of now, the new one, and that once more. */
export type SecretField = 'current' | 'next' | 'again';

/** What the dialog says about its secret. */
export interface NewSecretOptions {
  /** At which field a refusal can be mended; null: at none, and it stands above the buttons. */
  readonly fieldOf: (code: FailureCode) => SecretField | null;
  /** That the two new ones differ, in words. */
  readonly different: () => string;
  /** The fields themselves; null while one is not shown. */
  readonly fields: Readonly<Record<SecretField, Readonly<ShallowRef<{ focus: () => void } | null>>>>;
}

/** One attempt. */
export interface SecretAttempt {
  /** What the rules say before anybody is asked; main refuses the same, here it costs nothing. */
  readonly refusal: FailureCode | null;
  /** Whether there is a new secret, which was written twice. */
  readonly isRepeated: boolean;
  readonly ask: () => Promise<Result<null>>;
}

/** What `useNewSecret` answers. */
export interface NewSecret {
  readonly current: ShallowRef<string>;
  readonly next: ShallowRef<string>;
  readonly again: ShallowRef<string>;
  readonly isBusy: ShallowRef<boolean>;
  /** What stands above the buttons, in words. */
  readonly problem: ComputedRef<string | null>;
  readonly errorAt: (field: SecretField) => string | null;
  /** Empties everything: no secret stays longer than its dialog. */
  readonly forget: () => void;
  /** True when it was done; otherwise the focus goes to where it can be mended. */
  readonly submit: (attempt: SecretAttempt) => Promise<boolean>;
}

/** The state of such a dialog. */
export function useNewSecret({ fieldOf, different, fields }: NewSecretOptions): NewSecret {
  const { t } = useI18n();
  const [current, next, again] = [shallowRef(''), shallowRef(''), shallowRef('')];
  const failure = shallowRef<FailureCode | null>(null);
  const isDifferent = shallowRef(false);
  const isBusy = shallowRef(false);
  const place = computed(() => (failure.value === null ? null : fieldOf(failure.value)));
  const words = computed(() => (failure.value === null ? null : t(`errors.${failure.value}`)));
  const problem = computed(() => (place.value === null ? words.value : null));

  function clear(): void {
    failure.value = null;
    isDifferent.value = false;
  }
  watch([current, next, again], clear);

  function forget(): void {
    for (const field of [current, next, again]) field.value = '';
    clear();
  }

  function errorAt(field: SecretField): string | null {
    if (field === 'again') return isDifferent.value ? different() : null;
    return place.value === field ? words.value : null;
  }

  async function submit({ refusal, isRepeated, ask }: SecretAttempt): Promise<boolean> {
    if (isBusy.value) return false;
    failure.value = refusal;
    isDifferent.value = refusal === null && isRepeated && next.value !== again.value;
    if (refusal === null && !isDifferent.value) {
      isBusy.value = true;
      const result = await ask();
      isBusy.value = false;
      if (result.ok) return true;
      failure.value = result.failure.code;
    }
    await nextTick();
    const wrong = isDifferent.value ? 'again' : place.value;
    if (wrong !== null) fields[wrong].value?.focus();
    return false;
  }

  return { current, next, again, isBusy, problem, errorAt, forget, submit };
}
