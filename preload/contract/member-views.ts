import type { FailureCode } from './result';
import type { MemberView } from './views';

/** The two lists that a room has: who is in it, and whom it keeps out. */
export const memberLists = ['members', 'blocked'] as const;
export type MemberListChoice = (typeof memberLists)[number];

/** Most entries of a list that one answer holds. */
export const mostMembersPerPage = 200;

/** Most people whom one call brings into a room. */
export const mostPulledAtOnce = 20;

/** What a list of a room is asked for. */
export interface MemberPageRequest {
  /** tim node of the room. */
  readonly node: string;
  readonly list: MemberListChoice;
  /** Part of a name or the beginning of an id, at most 64 UTF-16 units; empty for everybody. */
  readonly text: string;
  /** Place of the first entry among those that fit. */
  readonly from: number;
  /** Number of entries, 1 to `mostMembersPerPage`. */
  readonly limit: number;
}

/** Somebody in a list of a room. */
export interface RoomMemberView extends MemberView {
  readonly role: 'founder' | 'manager' | 'member';
  readonly isMe: boolean;
  /** Why the server would refuse each of these for them, and null where it would not. */
  readonly obstacles: Readonly<
    Record<'kick' | 'blockMember' | 'appoint' | 'dismiss' | 'writePrivately', FailureCode | null>
  >;
}

/** A stretch of a room's list: founder and managers first, then by name. */
export interface MemberPageView {
  readonly members: readonly RoomMemberView[];
  /** How many fit what was searched for. */
  readonly matchCount: number;
  /** How many are in the list as far as it is kept; null while the server has never told it. */
  readonly count: number | null;
  /** How many there are beyond them. */
  readonly leftOutCount: number;
  /** Of how many of the list no name has come yet: a search finds them by their id alone. */
  readonly unnamedCount: number;
}

/** What became of bringing people into a room. */
export interface PulledView {
  readonly pulled: readonly string[];
  /** Those whom the server did not take, and why. */
  readonly refused: readonly { readonly node: string; readonly code: FailureCode }[];
}

/** What was learnt of a room, from the server's answers alone. */
export type RoomLineKindView =
  | 'joined'
  | 'left'
  | 'added'
  | 'admitted'
  | 'removed'
  | 'shutOut'
  | 'selfIn'
  | 'selfOut'
  | 'selfLeft'
  | 'ended'
  | 'managerNamed'
  | 'managerDismissed'
  | 'selfManager'
  | 'selfNoManager'
  | 'renamed';

/** A line of a room's timeline: no message, so nothing can be done with it. */
export interface RoomLineView {
  readonly lineId: string;
  readonly kind: RoomLineKindView;
  /** The first of those whom it is about. */
  readonly names: readonly string[];
  /** About how many people it is. */
  readonly count: number;
  /** The new name of the room; empty for every other kind. */
  readonly text: string;
  /** When it was learnt, server time, milliseconds since 1970. */
  readonly atMs: number;
  /** Place in the chat, compared with those of messages. */
  readonly sortKey: string;
}
