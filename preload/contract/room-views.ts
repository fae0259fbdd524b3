import type { FailureCode } from './result';
import type { MemberView } from './views';

/**
 * How the account stands to a room. `member`: in it. `invited`: put into it by somebody who is no friend, and not accepted.
 * `applied`: asked to be let in. `declined`: a founder or manager said no. `blocked`: it cannot pull the account back. `left`:
 * left on this computer. `out`: removed from it, or left on another device. `gone`: there is no such room any more. `none`: only
 * looked at.
 */
export type RoomStandingView =
  'none' | 'member' | 'invited' | 'applied' | 'declined' | 'blocked' | 'left' | 'out' | 'gone';

/** What somebody is in a room; `none`: not in it. */
export type RoomRoleView = 'founder' | 'manager' | 'member' | 'none';

/** What an account can want of a room. */
export type RoomActionView =
  | 'apply'
  | 'withdraw'
  | 'answerInvitation'
  | 'speak'
  | 'seeMembers'
  | 'invite'
  | 'leave'
  | 'block'
  | 'unblock'
  | 'edit'
  | 'changeAccess'
  | 'decideApplications'
  | 'appointManagers'
  | 'seeBlockedMembers'
  | 'cancel';

/** A room as far as it is known here. */
export interface RoomView {
  readonly node: string;
  /** The chat that it has, or would have. */
  readonly conversationId: string;
  /** The node while no name is known. */
  readonly name: string;
  /** What it is about, one line; may be empty. */
  readonly label: string;
  /** Whether anybody may join; it never changes. */
  readonly access: 'unknown' | 'private' | 'open';
  /** Null while unknown. */
  readonly founder: MemberView | null;
  readonly managerNodes: readonly string[];
  /** Milliseconds since 1970; 0 while unknown. */
  readonly createdAtMs: number;
  readonly standing: RoomStandingView;
  /** What the own account is in it. */
  readonly role: RoomRoleView;
  /** With the own account; null while the server was not asked. It tells members alone. */
  readonly memberCount: number | null;
  /** Who put the own account into it; null where nobody did, or nobody knows. */
  readonly broughtBy: MemberView | null;
  /** What the own account wrote when it applied; empty otherwise. */
  readonly applicationText: string;
  /** How many ask to be let in; 0 for those who do not decide. */
  readonly applicationCount: number;
  /** Why the server would refuse each action, and null where it would not. */
  readonly obstacles: Readonly<Record<RoomActionView, FailureCode | null>>;
}

/** Somebody who asks to be let into a room. */
export interface RoomApplicationView {
  readonly node: string;
  readonly name: string;
  /** What they wrote; may be empty. */
  readonly text: string;
  /** When it came to this computer, milliseconds since 1970. */
  readonly cameAtMs: number;
}

/** What a change of a room sets; what is left out stays. */
export interface RoomEdit {
  readonly name?: string;
  readonly label?: string;
  /** As in a profile: JPEG, PNG or WebP of at most 1,024 pixels a side and 36 KiB; null for none. */
  readonly picture?: Uint8Array | null;
}
