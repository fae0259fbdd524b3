import type { SkinTone } from '../../../preload/contract/emoji-views';

/** Groups of the panel, in its order. */
export const emojiGroups = [
  'smileys',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type EmojiGroup = (typeof emojiGroups)[number];

/** One emoji, and what it is found by. */
export interface Emoji {
  readonly emoji: string;
  /** Its names in both languages. */
  readonly labels: { readonly en: string; readonly 'zh-CN': string };
  readonly group: EmojiGroup;
  /** The same with skin of a colour, where that can be. */
  readonly tones: ReadonlyMap<SkinTone, string>;
  /** Short names without colons, the first one the usual one. */
  readonly shortNames: readonly string[];
  /** Latin words in small letters. */
  readonly words: readonly string[];
  readonly chineseWords: readonly string[];
}

/** All emoji, in their usual order. */
export interface EmojiCatalogue {
  readonly all: readonly Emoji[];
  readonly byEmoji: ReadonlyMap<string, Emoji>;
}

/** How well an emoji fits what is looked for: smaller is better, null: not at all. */
function fit(emoji: Emoji, query: string): number | null {
  if (emoji.shortNames.includes(query) || emoji.chineseWords.includes(query)) return 0;
  if (emoji.shortNames.some((name) => name.startsWith(query))) return 1;
  if (emoji.words.includes(query)) return 2;
  if (emoji.chineseWords.some((word) => word.startsWith(query))) return 2;
  if (emoji.words.some((word) => word.startsWith(query))) return 3;
  // Chinese has no beginnings of words: the middle of one is one, too.
  return emoji.chineseWords.some((word) => word.includes(query)) ? 4 : null;
}

/** The emoji that fit what is typed, in either language, the best first. Several words have to fit all of them. */
export function findEmoji({ all }: EmojiCatalogue, typed: string, limit: number): readonly Emoji[] {
  const queries = typed
    .toLowerCase()
    .split(' ')
    .filter((word) => word !== '');
  if (queries.length === 0) return [];
  const found = all.flatMap((emoji, order) => {
    const fits = queries.map((query) => fit(emoji, query));
    const isFound = fits.every((one) => one !== null);
    return isFound ? [{ emoji, order, rank: Math.max(...fits.map((one) => one ?? 0)) }] : [];
  });
  return found
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}

/** The emoji whose short name or Chinese name is exactly this; null for none. */
export function emojiNamed({ all }: EmojiCatalogue, name: string): Emoji | null {
  const isNamed = ({ shortNames, labels }: Emoji): boolean =>
    shortNames.includes(name) || labels['zh-CN'] === name;
  return all.find(isNamed) ?? null;
}

/** An emoji with skin of the colour that somebody has chosen, where it has any. */
export const withTone = ({ emoji, tones }: Emoji, skinTone: SkinTone): string => tones.get(skinTone) ?? emoji;
