import { mostAlbumPictures, type Message } from '../domain/message';
import type { StoreReader } from '../storage/account-store';

/** Messages that are said anew when one of them is edited. */
export interface EditedTogether {
  /** Those before it, in their order; they keep their words. */
  readonly others: readonly Message[];
  /** Whose words are edited. */
  readonly last: Message;
}

/**
 * What is said anew when a message is edited, in its order. Of a picture that is all pictures of its
 * album that are there: one alone would leave the others and stand below what was said since. Anything else is the message alone.
 */
export function editedTogether(
  message: Message,
  { messages }: Pick<StoreReader, 'messages'>,
): EditedTogether {
  const { albumId, author, conversationId } = message;
  if (albumId === null || !isThere(message)) return { others: [], last: message };
  const near = { limit: mostAlbumPictures };
  const isOfAlbum = (other: Message): boolean =>
    other.albumId === albumId && other.author === author && isThere(other);
  const above = messages.page(conversationId, message, near).filter(isOfAlbum).reverse();
  const below = messages.pageAfter(conversationId, message, near).filter(isOfAlbum);
  const last = below.at(-1) ?? message;
  return { others: [...above, message, ...below].filter((one) => one !== last), last };
}

/** What was refused stands apart from its album, and so does a file. */
const isThere = ({ contentKind, contentState, delivery }: Message): boolean =>
  contentKind === 'image' && contentState === 'present' && delivery !== 'failed';
