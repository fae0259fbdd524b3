import type { FailureCode } from '../../../preload/contract/result';
import { toNodeId, type NodeId } from '../../domain/ids';

/** An id as typed or pasted by a person. */
export type NodeInput =
  { readonly ok: true; readonly node: NodeId } | { readonly ok: false; readonly failure: FailureCode };

/** tim's nodes are base58 and short; anything else would only be refused by the server. */
export function readNode(text: string): NodeInput {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, failure: 'idEmpty' };
  if (!/^[1-9A-HJ-NP-Za-km-z]{1,32}$/u.test(trimmed)) return { ok: false, failure: 'unknownAccount' };
  return { ok: true, node: toNodeId(trimmed) };
}
