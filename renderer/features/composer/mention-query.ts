import type { MemberView } from '../../../preload/contract/views';

/** The beginning of a name that is being typed. */
export interface MentionQuery {
  /** Place of the “@”, UTF-16 units. */
  readonly start: number;
  /** What stands between it and the caret. */
  readonly typed: string;
}

/** Longer than this no name is being typed any more, UTF-16 units. */
const maxTypedLength = 24;
/** Most names that are offered at once. */
export const maxOffered = 8;

/**
 * What is being typed after the last “@” before the caret; null when there is none near by, or when it belongs to a word, as
 * in a mail address. Without a regular expression: the engine would keep the text.
 */
export function mentionQuery(text: string, caret: number): MentionQuery | null {
  const start = text.lastIndexOf('@', caret - 1);
  if (start === -1 || caret <= start || caret - start - 1 > maxTypedLength) return null;
  const typed = text.slice(start + 1, caret);
  if ([...typed].some(isSpace) || isLatinWord(text.charAt(start - 1))) return null;
  return { start, typed };
}

const isSpace = (character: string): boolean => character.trim() === '';

/** Chinese is written without spaces: there a name may follow any character. */
function isLatinWord(character: string): boolean {
  const lower = character.toLowerCase();
  return (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
}

/** What a text calls somebody: by the name that everybody knows, never by the remark of this account. */
export const calledName = ({ name, ownName = name }: MemberView): string => ownName;

/** Nodes of the members whose name stands in a text after an “@”. */
export function calledIn(text: string, members: readonly MemberView[]): readonly string[] {
  return members.filter((member) => text.includes(`@${calledName(member)}`)).map(({ node }) => node);
}
