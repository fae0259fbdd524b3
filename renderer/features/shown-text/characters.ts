// Without regular expressions, here and in what uses it: the engine would keep the text that was matched last.

/** Whether a character is a space of any kind, a line end or no character at all. */
export const isSpace = (character: string): boolean => character.trim() === '';

/** Whether a character is a Latin letter without accents, or a digit. */
export function isAsciiWord(character: string): boolean {
  const code = character.charCodeAt(0);
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** Chinese and the like, which are written without spaces, and pictograms: half of one stands for it. */
export const isWide = (code: number): boolean => code >= 0x2e80;

/** Signs of Chinese texts, signs and marks that are not drawn, and the wide forms of Latin ones. */
export const isForeignSign = (code: number): boolean =>
  (code >= 0x2000 && code <= 0x206f) ||
  (code >= 0x3000 && code <= 0x303f) ||
  (code >= 0xff00 && code <= 0xffef) ||
  (code >= 0x80 && code <= 0xa0) ||
  code === 0xfeff;

/** Whether a character belongs to a word of any language, as far as formatting asks. */
export function isWord(character: string): boolean {
  const code = character.charCodeAt(0);
  return isAsciiWord(character) || (code > 0xa0 && !isForeignSign(code) && !isSpace(character));
}
