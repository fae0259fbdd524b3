/** A text that is told from all others by its first word, however long it is. */
export function longText(name: string, byteCount: number): string {
  return byteCount <= name.length ? name : `${name} ${'x'.repeat(byteCount - name.length - 1)}`;
}

/** The first word of a text: which one it is. */
export const nameOf = (text: string): string => text.split(' ', 1)[0] ?? '';
