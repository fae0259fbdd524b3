import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { FailureCode } from '../../preload/contract/result';
import { useAccountFactsStore } from './account-facts-store';

/** What is wrong with what was typed; everything else is no matter of a field. */
const fieldCodes: ReadonlySet<FailureCode> = new Set([
  'invalidArgument',
  'idEmpty',
  'titleEmpty',
  'titleTooLong',
  'idOfAPerson',
  'unknownAccount',
  'unknownRoom',
  'cannotAddYourself',
  'linkUnreadable',
  'thatIsARoom',
  'blockedByYou',
  'alreadyFriends',
  'alreadyRequested',
  'blockedByPeer',
]);

/** Why a form that asks the server did not work, and where that is said. */
export interface FormFailure {
  /** Set after an answer; null for none. */
  readonly failure: ShallowRef<FailureCode | null>;
  /** The sentence at the field, null for none. */
  readonly fieldError: ComputedRef<string | null>;
  /** The sentence above the buttons, null for none: also while there is no connection, before anybody tries in vain. */
  readonly formError: ComputedRef<string | null>;
}

/** The failure of a form of the account that the calling component belongs to. */
export function useFormFailure(): FormFailure {
  const { t } = useI18n();
  const facts = useAccountFactsStore();
  const failure = shallowRef<FailureCode | null>(null);
  const isAway = computed(() => {
    const state = facts.connection?.state ?? 'online';
    return state !== 'online' && state !== 'replaying';
  });
  const isOfField = computed(() => failure.value !== null && fieldCodes.has(failure.value));
  const fieldError = computed(() => (isOfField.value ? t(`errors.${failure.value ?? ''}`) : null));
  const formError = computed(() => {
    if (isAway.value) return t('errors.offline');
    return failure.value === null || isOfField.value ? null : t(`errors.${failure.value}`);
  });
  watch(isAway, (away) => {
    if (!away && failure.value === 'offline') failure.value = null;
  });
  return { failure, fieldError, formError };
}
