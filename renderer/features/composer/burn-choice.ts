import type { ConversationView } from '../../../preload/contract/views';
import type { ChatDraft } from './chat-draft';

/** Reading times that can be chosen, seconds. */
export const burnChoices = [5, 10, 30, 60, 300] as const;
/** Reading time of a picture or a short text until another is chosen, seconds. */
export const defaultBurnSeconds = 10;

/** What a quiet reader takes in within a second; a Chinese character is a syllable, a Latin one a fraction of it. */
const ideographsPerSecond = 5;
const otherCharactersPerSecond = 15;
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Whether and how the next message of a chat burns. */
export interface BurnChoice {
  readonly isBurn: boolean;
  /** Reading time, also while the flame is off: what it would begin with. */
  readonly seconds: number;
  /** The chat burns until told otherwise, so the next message begins like this one. */
  readonly isForChat: boolean;
}

/** The reading time that fits a text: the shortest of the choices, from ten seconds on, in which it can be read. */
export function suggestedBurnSeconds(text: string): number {
  let ideographs = 0;
  // One by one: the engine keeps the string of its last match (`RegExp.$_`), and with it a text that was taken back.
  for (const character of text) if (ideograph.test(character)) ideographs += 1;
  const readingSeconds =
    ideographs / ideographsPerSecond + (text.length - ideographs) / otherCharactersPerSecond;
  const fitting = burnChoices.find((choice) => choice >= defaultBurnSeconds && choice >= readingSeconds);
  return fitting ?? burnChoices[burnChoices.length - 1] ?? defaultBurnSeconds;
}

/** What the user chose for this message, else what the chat says, else what fits the text. Rooms cannot burn. */
export function burnChoiceOf(
  draft: ChatDraft,
  { kind, burnDefaultSeconds }: Pick<ConversationView, 'kind' | 'burnDefaultSeconds'>,
): BurnChoice {
  const isForChat = burnDefaultSeconds !== null;
  return {
    isBurn: kind !== 'room' && (draft.isBurn ?? isForChat),
    seconds: draft.burnSeconds ?? burnDefaultSeconds ?? suggestedBurnSeconds(draft.text),
    isForChat,
  };
}
