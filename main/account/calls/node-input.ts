import { isAppLink, isNodeText, nodeOfAddLink } from '../../../preload/contract/add-link';
import type { FailureCode } from '../../../preload/contract/result';
import { toNodeId, type NodeId } from '../../domain/ids';

/** An id as typed or pasted by a person. */
export type NodeInput =
  { readonly ok: true; readonly node: NodeId } | { readonly ok: false; readonly failure: FailureCode };

/** tim's nodes are base58 and short; anything else would only be refused by the server. The link that adds somebody is as good. */
export function readNode(text: string): NodeInput {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, failure: 'idEmpty' };
  const node = isAppLink(trimmed) ? nodeOfAddLink(trimmed) : trimmed;
  if (node === null) return { ok: false, failure: 'linkUnreadable' };
  if (!isNodeText(node)) return { ok: false, failure: 'unknownAccount' };
  return { ok: true, node: toNodeId(node) };
}
