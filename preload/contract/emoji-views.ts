/** Colours of the skin that an emoji of people can have, from light to dark; 0: the one that is nobody's. */
export const skinTones = [0, 1, 2, 3, 4, 5] as const;
export type SkinTone = (typeof skinTones)[number];

/** Longest emoji that is kept, UTF-16 units: families of four with their joints have 25. */
export const maxEmojiLength = 64;

/** What an account has of emoji on this computer. */
export interface EmojiShelfView {
  /** Those that were chosen last, the last one first; at most 32. */
  readonly recent: readonly string[];
  readonly skinTone: SkinTone;
}
