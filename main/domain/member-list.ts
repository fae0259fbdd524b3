import type { NodeId } from './ids';
import { learntAbout, type LearntOfRoom } from './room-line';

/** The two lists that a room has: who is in it, and whom it keeps out. */
export const memberListNames = ['members', 'blocked'] as const;
export type MemberListName = (typeof memberListNames)[number];

/** What is known of one of a room's lists. */
export interface MemberListState {
  /** How many entries are kept. */
  readonly count: number;
  /** How many there are beyond them. */
  readonly leftOutCount: number;
}

/** The list before, and the answer of the server. */
export interface TwoMemberLists {
  /** Null when the list was never told: a first sight says nothing about who came. */
  readonly before: ReadonlySet<NodeId> | null;
  /** There was more than was kept, so that somebody unknown may have been there all along. */
  readonly wasCut: boolean;
  readonly after: ReadonlySet<NodeId>;
  readonly self: NodeId;
}

/** What the difference between two lists of members tells about others. */
export function learntFromLists({ before, wasCut, after, self }: TwoMemberLists): readonly LearntOfRoom[] {
  if (before === null) return [];
  const gone = [...before].filter((node) => !after.has(node) && node !== self);
  const come = wasCut ? [] : [...after].filter((node) => !before.has(node) && node !== self);
  return [learntAbout('left', gone), learntAbout('joined', come)].filter((learnt) => learnt !== null);
}
