import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { SendKey } from '../../../preload/contract/views';
import { durationText } from '../../base/duration-text';
import { sendKeyText } from '../../base/send-key';
import { useSessionStore } from '../../base/session-store';
import type { BurnChoice } from './burn-choice';

/** What is said about sending. */
export interface SendWords {
  /** What Enter does at this moment. */
  readonly hint: ComputedRef<string>;
  /** Read aloud: every change of it; empty before the first. */
  readonly announcement: Readonly<ShallowRef<string>>;
}

/** Says what Enter does with what is written, and reads it aloud when that changes. */
export function useSendWords(choice: () => BurnChoice, sendKey: () => SendKey): SendWords {
  const { t } = useI18n();
  const session = useSessionStore();
  const words = computed(() => {
    const { key, count } = durationText(choice().seconds);
    return {
      time: t(key, { count }),
      send: sendKeyText(sendKey(), session.snapshot?.platform ?? 'linux'),
      line: sendKey() === 'enter' ? 'Shift+Enter' : 'Enter',
    };
  });
  const hint = computed(() => t(`composer.enter.${choice().state}`, words.value));
  const announcement = shallowRef('');
  watch(
    () => t(`composer.says.${choice().state}`, words.value),
    (sentence) => (announcement.value = sentence),
  );
  return { hint, announcement };
}
