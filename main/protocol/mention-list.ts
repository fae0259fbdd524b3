import { isNode, toNodeId, type NodeId } from '../domain/ids';
import { maxMentions } from '../domain/message';

// Fifty nodes and their quotes; what is longer was not written by a client like this one.
const maxListLength = 4_096;

/** The nodes in `extend.at`, a JSON list (section 16); none when a peer wrote something else. */
export function parseMentionList(text: string | undefined): readonly NodeId[] {
  if (text === undefined || text.length > maxListLength) return [];
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  const nodes = list.filter((node): node is string => typeof node === 'string' && isNode(node));
  return [...new Set(nodes)].slice(0, maxMentions).map(toNodeId);
}
