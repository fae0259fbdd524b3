import type { MentionView } from '../../preload/contract/message-views';
import type { NodeId } from '../domain/ids';

/** What the view of mentions depends on. */
export interface MentionContext {
  readonly self: NodeId;
  /** What somebody calls themselves: a text names them by that. */
  readonly nameOf: (node: NodeId) => string;
}

/** Most places that are marked in a text, or in a step of one: nobody needs more, and a peer could send thousands. */
export const mostMentionViews = 300;

/**
 * Where a text calls people: every “@” with the name of somebody who is called, the first hundreds of each. What does not stand in the
 * text, because its author wrote it by another name, is not marked. Longer names go first, so that one name may begin another.
 */
export function toMentionViews(
  text: string,
  mentions: readonly NodeId[],
  { self, nameOf }: MentionContext,
): readonly MentionView[] {
  const called = mentions.map((node) => ({ words: `@${nameOf(node)}`, isMe: node === self }));
  const found: MentionView[] = [];
  const isTaken = new Uint8Array(text.length);
  for (const { words, isMe } of called.sort((a, b) => b.words.length - a.words.length)) {
    let start = text.indexOf(words);
    for (let count = 0; start !== -1 && count < mostMentionViews; count += 1) {
      const end = start + words.length;
      // What is taken already is as long or longer, so it reaches one of the two ends.
      if (isTaken[start] === 0 && isTaken[end - 1] === 0) {
        isTaken.fill(1, start, end);
        found.push({ start, length: words.length, isMe });
      }
      start = text.indexOf(words, end);
    }
  }
  return found.sort((a, b) => a.start - b.start).slice(0, mostMentionViews);
}
