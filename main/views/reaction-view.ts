import { mostReactorNames, type ReactionView } from '../../preload/contract/message-views';
import type { NodeId } from '../domain/ids';
import type { Reaction } from '../domain/reaction';

/** What is said to one message, folded by sign, in the order in which each was first said. */
export function toReactionViews(
  reactions: readonly Reaction[],
  { self, nameOf }: { readonly self: NodeId; readonly nameOf: (node: NodeId) => string },
): readonly ReactionView[] {
  const byEmoji = new Map<string, NodeId[]>();
  for (const { emoji, author } of reactions) {
    const authors = byEmoji.get(emoji) ?? [];
    authors.push(author);
    byEmoji.set(emoji, authors);
  }
  return [...byEmoji].map(([emoji, authors]) => ({
    emoji,
    count: authors.length,
    isMine: authors.includes(self),
    names: namedReactors(authors, self).map(nameOf),
  }));
}

/** Those of the people behind a sign who are named. */
const namedReactors = (authors: readonly NodeId[], self: NodeId): readonly NodeId[] =>
  authors.filter((author) => author !== self).slice(0, mostReactorNames);
