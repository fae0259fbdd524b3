import type { ContactView } from '../../../preload/contract/views';
import type { NameBook } from '../../base/names/name-book';

/** Somebody who can be brought into a room. */
export interface Candidate {
  readonly node: string;
  readonly name: string;
}

/** Shortest and longest id that is taken for one. */
const shortestNode = 8;
const longestNode = 64;

/**
 * Friends who fit what is typed, in the order given. An id of nobody among them is offered as it is: whoever has it need not be a
 * friend.
 */
export function candidates(
  friends: readonly ContactView[],
  typed: string,
  fitOf: ReturnType<NameBook['finder']>,
): readonly Candidate[] {
  const fits = friends.filter((friend) => fitOf(friend) !== null);
  const id = typed.trim();
  const looksLikeId = id.length >= shortestNode && id.length <= longestNode && isBase58(id);
  if (fits.length === 0 && looksLikeId) return [{ node: id, name: id }];
  return fits.map(({ node, name }) => ({ node, name }));
}

const alphabet = new Set('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz');
const isBase58 = (text: string): boolean => [...text].every((sign) => alphabet.has(sign));
