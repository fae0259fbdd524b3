import type { MessageContent } from '../../../main/domain/message';
import type { SeededChance } from '../seeded-chance';

const latin = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const chinese = { first: 0x4e00, count: 0x9fa5 - 0x4e00 };
const pictographs = { first: 0x1f300, count: 0x5ff };
// Twelve bytes always hold enough chance to be nowhere else: pictographs alone, of which there are few, would not.
const plainBetweenPictographs = 8;
const pngStart = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** A random text of exactly `length` characters, Chinese, Latin or either with pictographs in between. */
export function secretText(chance: SeededChance, length: number): string {
  const isChinese = chance.below(3) > 0;
  const hasPictographs = chance.below(3) === 0;
  const characters = Array.from({ length }, (_, index) => {
    if (hasPictographs && index % (plainBetweenPictographs + 1) === plainBetweenPictographs) {
      return String.fromCodePoint(pictographs.first + chance.below(pictographs.count));
    }
    return isChinese
      ? String.fromCodePoint(chinese.first + chance.below(chinese.count))
      : latin.charAt(chance.below(latin.length));
  });
  return characters.join('');
}

/** A length from 1 to `longest`; each power of ten is as likely as the other. */
export function secretLength(chance: SeededChance, longest: number): number {
  return Math.max(1, Math.floor(longest ** chance.fraction()));
}

const longestCaption = 300;
const marksOfSign = 20;
const marks = { first: 0x300, count: 0x70 };

/** Words that go with a picture. */
export const secretCaption = (chance: SeededChance): string =>
  secretText(chance, secretLength(chance, longestCaption));

/** One sign that people can answer with, under so many marks that every piece of it is told from those of any other. */
export function secretSign(chance: SeededChance): string {
  const heap = Array.from({ length: marksOfSign }, () =>
    String.fromCodePoint(marks.first + chance.below(marks.count)),
  );
  return `👍${heap.join('')}`;
}

/** Bytes that pass for a picture of 640 by 480 pixels and are chance otherwise, half of them with words beside them. */
export function secretPicture(
  chance: SeededChance,
  length: number,
): Extract<MessageContent, { kind: 'image' }> {
  const bytes = Buffer.alloc(Math.max(length, pngStart.length + 8));
  for (let index = 0; index + 4 <= bytes.length; index += 4) {
    bytes.writeUInt32LE(Math.floor(chance.fraction() * 2 ** 32), index);
  }
  pngStart.copy(bytes);
  bytes.writeUInt32BE(640, pngStart.length);
  bytes.writeUInt32BE(480, pngStart.length + 4);
  const info = { mediaType: 'image/png', width: 640, height: 480 } as const;
  return chance.below(2) === 0
    ? { kind: 'image', info, bytes }
    : { kind: 'image', info, bytes, caption: secretCaption(chance) };
}

/** What of a content is chance, in its parts: a picture begins like all others, and words may go with it. */
export function secretParts(content: MessageContent): readonly Uint8Array[] {
  if (content.kind === 'unreadable') return [content.kept];
  if (content.kind === 'reaction') return [Buffer.from(content.emoji ?? '')];
  if (content.kind === 'file') {
    const { info, bytes, preview, caption } = content;
    const beside = [
      ...(preview === undefined ? [] : [preview]),
      ...(caption === undefined ? [] : [Buffer.from(caption)]),
    ];
    return [Buffer.from(info.name), bytes, ...beside];
  }
  if (content.kind !== 'image') return [Buffer.from(content.text)];
  const { bytes, caption } = content;
  return [bytes.subarray(pngStart.length + 8), ...(caption === undefined ? [] : [Buffer.from(caption)])];
}
