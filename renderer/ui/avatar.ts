/** Number of gradients in `tokens.css`. */
export const avatarGradientCount = 8;

/** The gradient of an id, 0 to 7: always the same for the same id. */
export function avatarGradient(id: string): number {
  let hash = 0;
  for (const character of id) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % avatarGradientCount;
}

/** The CSS background of an id's avatar. */
export function avatarGround(id: string): string {
  const number = avatarGradient(id);
  return `linear-gradient(140deg, var(--avatar-${number}-from), var(--avatar-${number}-to))`;
}

/** The CSS colour of an author's name: a tone of the avatar's gradient that can be read in both themes. */
export function authorTone(id: string): string {
  return `var(--author-${avatarGradient(id)})`;
}

/** The first character of a name, upper case; `?` for a name without any. */
export function avatarInitials(name: string): string {
  const [first] = name.trim();
  return first === undefined ? '?' : first.toLocaleUpperCase();
}
