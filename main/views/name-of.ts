import type { NodeId } from '../domain/ids';

/** What people are called here: the remark of this account, else the name of their own choosing, else the node. */
export interface NameOf {
  (node: NodeId): string;
  /** What they call themselves, which is what others know them by; left out where nobody has a remark. */
  readonly own?: (node: NodeId) => string;
}

/** Names without the remarks of this account. */
export const ownNamesOf = (nameOf: NameOf): ((node: NodeId) => string) => nameOf.own ?? nameOf;
