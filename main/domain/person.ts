import type { NodeId } from './ids';

/**
 * How we stand to somebody. `none`: nothing is known; `stranger`: no friend, or no longer, as the server has said or this
 * account has decided; `incoming`: they asked us; `declined`: they did, and this computer shows it no more, of which nobody is
 * told; `outgoing`: we asked them; `blocked`: they reach us no more.
 */
export const relations = [
  'none',
  'stranger',
  'friend',
  'incoming',
  'declined',
  'outgoing',
  'blocked',
] as const;
export type Relation = (typeof relations)[number];

/** Why nothing can be said to somebody; null when it can. Of whom nothing is known, the server decides. */
export function refuseWriting(relation: Relation): 'notFriends' | 'blockedByYou' | null {
  if (relation === 'friend' || relation === 'none') return null;
  return relation === 'blocked' ? 'blockedByYou' : 'notFriends';
}

/**
 * Why a friendship may be over, as long as the server's list has not told. `said`: they say that they have ended it; `refused`:
 * the server refused something for not being friends.
 */
export type Doubt = 'said' | 'refused';

/** Somebody we know of: a friend, a request, or the author of a message. */
export interface Person {
  readonly node: NodeId;
  /** Name of their own choosing; empty while unknown. */
  readonly name: string;
  /** What the user of this account calls them; empty for nothing. It stays, however they stand to us. */
  readonly remark: string;
  /** Somebody else is shown by a name that looks like theirs. */
  readonly isAlike: boolean;
  readonly relation: Relation;
  /** What they wrote with their request; it stays when that was accepted. */
  readonly greeting: string;
}
