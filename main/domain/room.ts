import type { NodeId } from './ids';

/**
 * How this account stands to a room. Only what the server's lists say, and what this computer was told to do, moves it.
 *
 * `member`: in it. `invited`: in it by the server's list, put there by somebody who is no friend, and not accepted here.
 * `applied`: asked for a seat, nobody has answered. `declined`: a founder or manager said no. `blocked`: this account keeps
 * the room from pulling it back. `left`: left here. `out`: was in it and is no longer, removed or by another device. `gone`:
 * there is no such room any more. `none`: only looked at.
 */
export const roomStandings = [
  'none',
  'member',
  'invited',
  'applied',
  'declined',
  'blocked',
  'left',
  'out',
  'gone',
] as const;
export type RoomStanding = (typeof roomStandings)[number];

/** Whether anybody may join; `unknown` until the server has described the room. It never changes (tim protocol, section 12). */
export const roomAccesses = ['unknown', 'private', 'open'] as const;
export type RoomAccess = (typeof roomAccesses)[number];

/** What somebody is in a room; `none`: not in it, or nothing is known. */
export type RoomRole = 'founder' | 'manager' | 'member' | 'none';

/** Most characters of what a room says it is about. */
export const maxRoomLabelLength = 120;

/** What a room tells about itself (tim packet 42, ntype 5), made fit to be shown. */
export interface RoomCard {
  /** tim's `topic`; may be empty. */
  readonly name: string;
  /** What it is about, one line; may be empty. */
  readonly label: string;
  readonly access: RoomAccess;
  /** Null while unknown. */
  readonly founder: NodeId | null;
  readonly managers: readonly NodeId[];
  /** Server time, ms since 1970; 0 while unknown. */
  readonly createdAtMs: number;
}

/** A room as it is known here. */
export interface Room extends RoomCard {
  readonly node: NodeId;
  readonly standing: RoomStanding;
  /** Who put this account into it, as far as is known. */
  readonly broughtBy: NodeId | null;
  /** What this account wrote when it applied. */
  readonly applicationText: string;
}

/** Somebody who asks to be let in. */
export interface RoomApplication {
  readonly node: NodeId;
  /** What they wrote. */
  readonly text: string;
  /** When it came here, this computer's clock, ms since 1970. */
  readonly cameAtMs: number;
}

/** What a member of a room is in it. Of somebody who is not in it this says nothing. */
export function roleOfMember({ founder, managers }: RoomCard, node: NodeId): RoomRole {
  if (founder === node) return 'founder';
  return managers.includes(node) ? 'manager' : 'member';
}

/** What this account is in a room. An invitation that is not accepted gives no role. */
export function ownRole(room: Pick<Room, 'standing' | 'founder' | 'managers'>, self: NodeId): RoomRole {
  if (room.standing !== 'member') return 'none';
  if (room.founder === self) return 'founder';
  return room.managers.includes(self) ? 'manager' : 'member';
}
