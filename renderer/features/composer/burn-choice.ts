import type { ConversationView } from '../../../preload/contract/views';
import type { ChatDraft } from './chat-draft';

/** Reading times that can be chosen, seconds. */
export const burnChoices = [5, 10, 30, 60, 300] as const;
/** Reading time of a picture or a short text until another is chosen, seconds. */
export const defaultBurnSeconds = 10;

/** What a quiet reader takes in within a second; a Chinese character is a syllable, a Latin one a fraction of it. */
const ideographsPerSecond = 5;
const otherCharactersPerSecond = 15;
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

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
  const ideographs = text.match(ideograph)?.length ?? 0;
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
