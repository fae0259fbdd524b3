import type { Ref } from 'vue';
import { enterPurpose } from '../../base/send-key';
import type { KeyOwner } from './ime-guard';
import { typeInto } from './type-into';
import { useSendKey } from './use-send-key';

/** The field in which Enter is pressed. */
export interface EnterKeyOptions {
  readonly input: Readonly<Ref<HTMLTextAreaElement | null>>;
  /** Sends what is written. */
  readonly submit: () => void;
}

/** What Enter does in a field in which one writes, by the key that the user has chosen for sending; other keys are left alone. */
export function useEnterKey({ input, submit }: EnterKeyOptions) {
  const sendKey = useSendKey();

  function takeEnter(event: KeyboardEvent, owner: KeyOwner): void {
    if (event.key !== 'Enter' || event.shiftKey || owner === 'inputMethod') return;
    const purpose = enterPurpose(event, sendKey.value);
    if (owner === 'field' && purpose === 'ownLineBreak') return;
    event.preventDefault();
    if (owner !== 'field') return;
    if (purpose === 'madeLineBreak' && input.value !== null) typeInto(input.value, '\n');
    // A key that is held is one press.
    else if (!event.repeat) submit();
  }

  return { takeEnter };
}
