import type { ConversationView } from '../../../preload/contract/views';
import { burnRules, burnStateOf, type BurnState, type BurnFacts } from './burn-mode';
import type { ChatDraft } from './chat-draft';

/** Reading times that can be chosen, seconds. */
export const burnChoices = [5, 10, 30, 60, 300] as const;
/** Reading time of a picture or a short text until another is chosen, seconds. */
export const defaultBurnSeconds = 10;

/** What a quiet reader takes in within a second; a Chinese character is a syllable, a Latin one a fraction of it. */
const ideographsPerSecond = 5;
const otherCharactersPerSecond = 15;
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Whether and how the next message of a chat burns: what the composer shows, and what Enter does. */
export interface BurnChoice {
  readonly state: BurnState;
  /** Enter, as far as it sends, sends a message that burns. */
  readonly isBurn: boolean;
  /** Reading time, also while the flame is off: what it would begin with. */
  readonly seconds: number;
  /** Reading time with which the messages of the chat begin; null: they stay. */
  readonly defaultSeconds: number | null;
}

/** What somebody needs beside listening, seconds. */
const besideListening = 5;

/** The reading time that fits a text, or a recording: the shortest of the choices, from ten seconds on, in which it can be read or heard. */
export function suggestedBurnSeconds(text: string, soundMs = 0): number {
  let ideographs = 0;
  // One by one: the engine keeps the string of its last match (`RegExp.$_`), and with it a text that was taken back.
  for (const character of text) if (ideograph.test(character)) ideographs += 1;
  const readingSeconds =
    ideographs / ideographsPerSecond + (text.length - ideographs) / otherCharactersPerSecond;
  const neededSeconds = soundMs === 0 ? readingSeconds : soundMs / 1_000 + besideListening;
  const fitting = burnChoices.find((choice) => choice >= defaultBurnSeconds && choice >= neededSeconds);
  return fitting ?? burnChoices[burnChoices.length - 1] ?? defaultBurnSeconds;
}

/** What the user chose for this message, else what the chat says, else what fits the text, or a recording of this length. */
export function burnChoiceOf(
  draft: ChatDraft,
  conversation: Pick<ConversationView, BurnFacts>,
  soundMs = 0,
): BurnChoice {
  const state = burnStateOf(draft.mode, conversation);
  const defaultSeconds = conversation.kind === 'room' ? null : conversation.burnDefaultSeconds;
  return {
    state,
    isBurn: burnRules[state].enter === 'sendsBurning',
    seconds: draft.burnSeconds ?? defaultSeconds ?? suggestedBurnSeconds(draft.text, soundMs),
    defaultSeconds,
  };
}
