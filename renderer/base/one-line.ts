/**
 * The beginning of a text as one line. Without a regular expression: the engine keeps the last text that one has matched,
 * also after the message was erased. `mostLength` in UTF-16 units.
 */
export function oneLine(text: string, mostLength = 120): string {
  const isSpace = (character: string): boolean => character.trim() === '';
  const characters = Array.from(text.slice(0, mostLength).trim());
  return characters
    .map((character) => (isSpace(character) ? ' ' : character))
    .filter((character, index, all) => character !== ' ' || all[index - 1] !== ' ')
    .join('');
}
