import type { MentionView } from '../../preload/contract/message-views';
import type { NodeId } from '../domain/ids';

/** What the view of mentions depends on. */
export interface MentionContext {
  readonly self: NodeId;
  /** What somebody calls themselves: a text names them by that. */
  readonly nameOf: (node: NodeId) => string;
}

/**
 * Where a text calls people: every “@” with the name of somebody who is called. What does not stand in the text, because its
 * author wrote it by another name, is not marked. Longer names go first, so that one name may begin another.
 */
export function toMentionViews(
  text: string,
  mentions: readonly NodeId[],
  { self, nameOf }: MentionContext,
): readonly MentionView[] {
  const called = mentions.map((node) => ({ words: `@${nameOf(node)}`, isMe: node === self }));
  const found: MentionView[] = [];
  for (const { words, isMe } of called.sort((a, b) => b.words.length - a.words.length)) {
    for (let start = text.indexOf(words); start !== -1; start = text.indexOf(words, start + words.length)) {
      const range = { start, length: words.length, isMe };
      if (!found.some((other) => overlaps(other, range))) found.push(range);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

const overlaps = (a: MentionView, b: MentionView): boolean =>
  a.start < b.start + b.length && b.start < a.start + a.length;
