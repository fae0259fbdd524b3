import type { NodeId } from './ids';

/**
 * How we stand to somebody. `incoming`: they asked us; `declined`: they did, and this computer shows it no more, of which
 * nobody is told; `outgoing`: we asked them; `blocked`: they reach us no more.
 */
export const relations = ['none', 'friend', 'incoming', 'declined', 'outgoing', 'blocked'] as const;
export type Relation = (typeof relations)[number];

/** Somebody we know of: a friend, a request, or the author of a message. */
export interface Person {
  readonly node: NodeId;
  /** Name of their own choosing; empty while unknown. */
  readonly name: string;
  readonly relation: Relation;
  /** What they wrote with their request; it stays when that was accepted. */
  readonly greeting: string;
}
