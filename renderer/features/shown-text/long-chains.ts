const joiner = '\u200d';
/** Most signs that are joined to one: more than any family has. */
const mostJoined = 16;
/** What stands between two joiners of one sign, UTF-16 units: a person with the tone of their skin and the choice of a form. */
const farthest = 8;

/**
 * A text in parts, between which a line may break: nearly always one. Thousands of signs that are joined to one are a single character to
 * a layout, which takes a time that grows with the square of their number.
 */
export function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  let joined = 0;
  let last = -1 - farthest;
  for (let at = text.indexOf(joiner); at !== -1; at = text.indexOf(joiner, at + 1)) {
    joined = isOneSign(text, last + 1, at) ? joined + 1 : 1;
    last = at;
    if (joined <= mostJoined) continue;
    parts.push(text.slice(from, at));
    from = at;
    joined = 1;
  }
  return [...parts, text.slice(from)];
}

/** Whether one sign stands between two places, with its tone and its form: two are the end of one chain and the beginning of another. */
function isOneSign(text: string, from: number, to: number): boolean {
  if (to - from > farthest) return false;
  let signs = 0;
  for (let index = from; index < to;) {
    const code = text.codePointAt(index) ?? 0;
    const isTone = code >= 0x1f3fb && code <= 0x1f3ff;
    if (!isTone && code !== 0xfe0f) signs += 1;
    index += code > 0xffff ? 2 : 1;
  }
  return signs <= 1;
}
