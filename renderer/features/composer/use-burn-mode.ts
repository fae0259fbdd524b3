import { computed, type ComputedRef } from 'vue';
import type { ConversationView } from '../../../preload/contract/views';
import { nowMs } from '../../base/clock';
import { burnChoiceOf, type BurnChoice } from './burn-choice';
import { burnRules, modeAfter, type BurnEvent } from './burn-mode';
import { useDraftsStore } from './drafts-store';

/** A second Enter within this time belongs to the first one, ms: a bouncing key and a double click answer no question. */
const oneBlowMs = 300;

/** The burn mode of a chat's next message: what is shown of it, and everything that moves it. */
export interface BurnMode {
  /** What Enter does with what stands in the field. */
  readonly choice: ComputedRef<BurnChoice>;
  /** The flame, or the button that goes on burning. */
  readonly switchOver: () => void;
  readonly chooseTime: (seconds: number) => void;
  readonly chooseDefault: (isDefault: boolean) => void;
  /** The notice was read. Answers whether there was one that can be dismissed. */
  readonly dismiss: () => boolean;
  /** What Enter, or the button, is to do now: send with a reading time, send what stays (null), or nothing. */
  readonly enter: () => { readonly burnSeconds: number | null } | 'nothing';
}

/** The burn mode of a chat, of the account that the caller's component shows; `soundMs` is the length of what was recorded, 0 for nothing. */
export function useBurnMode(conversation: () => ConversationView, soundMs = (): number => 0): BurnMode {
  const drafts = useDraftsStore();
  let askedAtMs = Number.NEGATIVE_INFINITY;
  const draft = computed(() => drafts.draftOf(conversation().conversationId));
  const choice = computed(() => burnChoiceOf(draft.value, conversation(), soundMs()));

  function move(event: BurnEvent, patch: { readonly burnSeconds?: number } = {}): void {
    const mode = modeAfter(choice.value.state, event, draft.value.mode);
    drafts.change(conversation().conversationId, { ...patch, mode });
  }

  function chooseTime(seconds: number): void {
    const { defaultSeconds } = choice.value;
    move('timeChosen', { burnSeconds: seconds });
    if (defaultSeconds !== null) void drafts.setBurnForChat(conversation().conversationId, seconds);
  }

  function chooseDefault(isDefault: boolean): void {
    const { seconds } = choice.value;
    move(isDefault ? 'defaultSet' : 'defaultEnds', { burnSeconds: seconds });
    void drafts.setBurnForChat(conversation().conversationId, isDefault ? seconds : null);
  }

  function dismiss(): boolean {
    const isDismissible = burnRules[choice.value.state].moves.dismissed !== undefined;
    if (isDismissible) move('dismissed');
    return isDismissible;
  }

  function enter(): ReturnType<BurnMode['enter']> {
    const { state, seconds } = choice.value;
    const sinceAskedMs = nowMs() - askedAtMs;
    switch (burnRules[state].enter) {
      case 'asks':
        move('entered');
        askedAtMs = nowMs();
        return 'nothing';
      case 'sendsBurning':
        return { burnSeconds: seconds };
      case 'sendsPlain':
        // A clock set back must not lock the key.
        if (state === 'asking' && sinceAskedMs >= 0 && sinceAskedMs < oneBlowMs) return 'nothing';
        return { burnSeconds: null };
    }
  }

  return { choice, switchOver: () => move('switched'), chooseTime, chooseDefault, dismiss, enter };
}
