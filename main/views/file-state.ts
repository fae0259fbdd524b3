import type { FileStateView } from '../../preload/contract/file-views';
import type { FileState } from '../domain/file';
import type { NodeId } from '../domain/ids';
import { toFailureCode } from './failure-code';

/** What is given of an own file. */
export interface Giving {
  readonly fetchers: readonly { readonly node: NodeId; readonly doneBytes: number }[];
  readonly isHeldBack: boolean;
}

/** Where the bytes of a file are, in the contract's words, and who fetches an own one. */
export function toFileStateView(
  state: FileState,
  giving: Giving | null = null,
  nameOf: (node: NodeId) => string = (node) => node,
): FileStateView {
  if (state.kind === 'failed') return { kind: 'failed', reason: toFailureCode(state.reason) };
  if (state.kind !== 'here' || giving === null) return state;
  const fetchers = giving.fetchers.map((fetcher) => ({ ...fetcher, name: nameOf(fetcher.node) }));
  return {
    kind: 'here',
    ...(fetchers.length === 0 ? {} : { fetchers }),
    ...(giving.isHeldBack ? { isHeldBack: true } : {}),
  };
}
