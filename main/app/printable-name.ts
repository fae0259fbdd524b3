const maxNameLength = 48;
// Control characters, line ends and direction marks of a foreign name could imitate other parts of the desktop.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/** A foreign name for a single line of the desktop: printable characters only, at most 48 of them. */
export function printableName(name: string): string {
  const characters = [...name.replace(unprintable, ' ').trim()];
  if (characters.length <= maxNameLength) return characters.join('');
  return `${characters.slice(0, maxNameLength - 1).join('')}…`;
}
