import english from 'emojibase-data/en/compact.json';
import shortNames from 'emojibase-data/en/shortcodes/github.json';
import chinese from 'emojibase-data/zh/compact.json';
import { skinTones, type SkinTone } from '../../../preload/contract/emoji-views';
import { emojiGroups, type Emoji, type EmojiCatalogue, type EmojiGroup } from './emoji-catalogue';

type CompactEmoji = (typeof english)[number];

/** Numbers of the groups in the data; 2 holds parts of emoji, which nobody types alone. */
const groupNumbers: Readonly<Record<number, EmojiGroup>> = Object.fromEntries(
  emojiGroups.map((group, index) => [index < 2 ? index : index + 1, group]),
);
/** Sign that asks for the coloured form; where that is the usual one it says nothing. */
const colourSign = '\ufe0f';
const colouredByItself = /^\p{Emoji_Presentation}\ufe0f$/u;
const firstTone = 0x1f3fb;

/** The catalogue made of the data. A file of its own: it is read with the first look at an emoji. */
export const catalogue: EmojiCatalogue = build();

function build(): EmojiCatalogue {
  const inChinese = new Map(chinese.map((entry) => [entry.hexcode, entry]));
  const all = [...english]
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
    .flatMap((entry) => {
      const group = entry.group === undefined ? undefined : groupNumbers[entry.group];
      return group === undefined ? [] : [toEmoji(entry, inChinese.get(entry.hexcode) ?? null, group)];
    });
  const everyForm = all.flatMap((emoji) =>
    [emoji.emoji, ...emoji.tones.values()].map((form): [string, Emoji] => [form, emoji]),
  );
  return { all, byEmoji: new Map(everyForm) };
}

function toEmoji(entry: CompactEmoji, inChinese: CompactEmoji | null, group: EmojiGroup): Emoji {
  const found = shortNames[entry.hexcode] ?? [];
  const words = [entry.label, ...(entry.tags ?? [])].flatMap((text) => text.toLowerCase().split(' '));
  return {
    emoji: plainForm(entry.unicode),
    labels: { en: entry.label, 'zh-CN': inChinese?.label ?? entry.label },
    group,
    tones: tonesOf(entry),
    shortNames: typeof found === 'string' ? [found] : found,
    words: [...new Set(words)],
    chineseWords: [...new Set([inChinese?.label ?? '', ...(inChinese?.tags ?? [])])].filter(
      (word) => word !== '',
    ),
  };
}

function plainForm(emoji: string): string {
  return colouredByItself.test(emoji) ? emoji.replace(colourSign, '') : emoji;
}

/** Where several people are in an emoji, the forms in which they are of one colour. */
function tonesOf({ skins = [] }: CompactEmoji): ReadonlyMap<SkinTone, string> {
  const found = new Map<SkinTone, string>();
  for (const { hexcode, unicode } of skins) {
    const numbers = hexcode.split('-').map((part) => Number.parseInt(part, 16) - firstTone + 1);
    const tones = new Set(numbers.filter((number) => number >= 1 && number < skinTones.length));
    const [tone] = tones;
    const known = skinTones.find((one) => one === tone);
    if (tones.size === 1 && known !== undefined && !found.has(known)) found.set(known, unicode);
  }
  return found;
}
