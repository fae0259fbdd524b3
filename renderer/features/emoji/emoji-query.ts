/** The beginning of a name of an emoji that is being typed. */
export interface EmojiQuery {
  /** Place of the colon, UTF-16 units. */
  readonly start: number;
  /** What stands between it and the caret. */
  readonly typed: string;
  /** A colon behind it has ended the name. */
  readonly isEnded: boolean;
}

const maxLength = 24;
/** Signs that a name may have besides letters. */
const signs = '_+-';
/** What may stand before the colon besides spaces. */
const before = '([{"\'，。！？、；“‘（【《';

/**
 * The name that is being typed behind a colon before the caret; null where a colon means something else: in times, addresses and
 * smileys, and behind a word. Names have small letters, and two of them at least; Chinese ones may have one. Without a
 * regular expression: the engine would keep the text.
 */
export function emojiQuery(text: string, caret: number): EmojiQuery | null {
  const isEnded = text.charAt(caret - 1) === ':';
  const end = isEnded ? caret - 1 : caret;
  const start = end < 1 ? -1 : text.lastIndexOf(':', end - 1);
  const typed = start === -1 ? '' : text.slice(start + 1, end);
  if (typed === '' || typed.length > maxLength || !mayPrecede(text.charAt(start - 1))) return null;
  const characters = [...typed];
  if (!characters.every(isNamePart)) return null;
  const isLong = characters.length > 1 || isChinese(typed);
  return isLong && (isLetter(typed.charAt(0)) || isChinese(typed) || signs.includes(typed.charAt(0)))
    ? { start, typed, isEnded }
    : null;
}

const mayPrecede = (character: string): boolean => character.trim() === '' || before.includes(character);

const isLetter = (character: string): boolean => character >= 'a' && character <= 'z';

const isNamePart = (character: string): boolean =>
  isLetter(character) ||
  (character >= '0' && character <= '9') ||
  signs.includes(character) ||
  isChinese(character);

function isChinese(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 0x3400 && code <= 0x9fff;
}
