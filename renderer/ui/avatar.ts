/** Number of gradients that `UserAvatar` knows. */
export const avatarGradientCount = 8;

/** The gradient of an id, 0 to 7: always the same for the same id. */
export function avatarGradient(id: string): number {
  let hash = 0;
  for (const character of id) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % avatarGradientCount;
}

/** The first character of a name, upper case; `?` for a name without any. */
export function avatarInitials(name: string): string {
  const [first] = name.trim();
  return first === undefined ? '?' : first.toLocaleUpperCase();
}
