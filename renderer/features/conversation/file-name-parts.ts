/** A name in two parts: the first may be cut to the room that there is, the second is always shown. */
export interface NameParts {
  readonly head: string;
  readonly tail: string;
}

/** Characters before the ending that are always shown: names of a series differ there. */
const shownBeforeEnding = 4;
/** Characters that are always shown, at most. */
const mostShown = 20;

/** Where a name may be cut: never in its last characters, so that nothing hides what it ends with. */
export function nameParts(name: string): NameParts {
  const characters = [...name];
  const dot = characters.lastIndexOf('.');
  const ending = dot <= 0 ? 0 : characters.length - dot;
  const shown = Math.min(ending + shownBeforeEnding, mostShown, characters.length);
  const at = characters.length - shown;
  return { head: characters.slice(0, at).join(''), tail: characters.slice(at).join('') };
}
