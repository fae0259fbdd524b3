import type { TimRoomBean } from '../../protocol/packets';
import type { DatabaseTraits } from '../database-traits';
import type { ServerDatabase } from './database';
import { Side } from './friend-store';
import { decodeRoomBean, encodeRoomBean, fits } from './struct-blobs';

/** A room as it is kept. */
export interface StoredRoom {
  readonly node: string;
  /** `RoomType`. */
  readonly kind: number;
  readonly isCancelled: boolean;
  readonly profile: TimRoomBean;
}

/** A room and an account of one domain; `domain` '' is none. */
export interface RoomSeat {
  readonly domain: string;
  readonly room: string;
  readonly node: string;
}

/** How a room and an account stand towards each other; both accepted is membership. */
export interface RoomRelation {
  readonly room: Side;
  readonly user: Side;
}

/** Rooms, their members, the requests to join and the blocks in both directions. */
export class RoomStore {
  private readonly statements;

  constructor(
    database: ServerDatabase,
    private readonly traits: DatabaseTraits,
  ) {
    this.statements = prepareStatements(database);
  }

  /** Adds a room; `false` when its profile is larger than what the database takes. */
  add(room: StoredRoom, createdNs: bigint): boolean {
    const profile = encodeRoomBean(room.profile);
    if (!fits(profile, this.traits)) return false;
    this.statements.insertRoom.run(room.node, room.kind, profile, createdNs);
    return true;
  }

  find(node: string): StoredRoom | null {
    const row = this.statements.selectRoom.get(node);
    if (row === undefined) return null;
    return {
      node,
      kind: Number(row.kind),
      isCancelled: row.is_cancelled === 1n,
      profile: decodeRoomBean(row.profile),
    };
  }

  /** Overwrites the profile; one that the database does not take stays as it was. */
  setProfile(node: string, profile: TimRoomBean): void {
    const encoded = encodeRoomBean(profile);
    if (fits(encoded, this.traits)) this.statements.updateProfile.run(encoded, node);
  }

  cancel(node: string): void {
    this.statements.cancelRoom.run(node);
  }

  /** `null` when room and account have nothing to do with each other. */
  relation(seat: RoomSeat): RoomRelation | null {
    const row = this.statements.selectRelation.get(seat.domain, seat.room, seat.node);
    return row === undefined ? null : { room: toSide(row.room_side), user: toSide(row.user_side) };
  }

  setRelation(seat: RoomSeat, relation: RoomRelation): void {
    this.statements.upsertRelation.run(seat.domain, seat.room, seat.node, relation.room, relation.user);
  }

  removeRelation(seat: RoomSeat): void {
    this.statements.deleteRelation.run(seat.domain, seat.room, seat.node);
  }

  /** Whether the room is alive and the account a member of it. */
  isMember(seat: RoomSeat): boolean {
    const room = this.statements.selectRoom.get(seat.room);
    if (room === undefined || room.is_cancelled === 1n) return false;
    const relation = this.relation(seat);
    return relation?.room === Side.accepted && relation.user === Side.accepted;
  }

  addMember(room: string, node: string): void {
    this.statements.insertMember.run(room, node);
  }

  removeMember(room: string, node: string): void {
    this.statements.deleteMember.run(room, node);
  }

  /** The members in order of joining. */
  members(room: string): string[] {
    return this.statements.selectMembers.all(room).map((row) => row.node);
  }

  /** The rooms of an account in order of joining. */
  roomsOf(node: string): string[] {
    return this.statements.selectRooms.all(node).map((row) => row.room);
  }

  /** Puts the room on the account's block list. */
  blockRoom(node: string, room: string): void {
    this.statements.insertBlockedRoom.run(node, room);
  }

  unblockRoom(node: string, room: string): void {
    this.statements.deleteBlockedRoom.run(node, room);
  }

  blockedRooms(node: string): string[] {
    return this.statements.selectBlockedRooms.all(node).map((row) => row.room);
  }

  /** Puts the account on the room's block list. */
  ban(room: string, node: string): void {
    this.statements.insertBan.run(room, node);
  }

  unban(room: string, node: string): void {
    this.statements.deleteBan.run(room, node);
  }

  bannedAccounts(room: string): string[] {
    return this.statements.selectBans.all(room).map((row) => row.node);
  }
}

function toSide(value: bigint): Side {
  if (value === 1n) return Side.accepted;
  return value === 2n ? Side.blocked : Side.none;
}

function prepareStatements(database: ServerDatabase) {
  return {
    insertRoom: database.prepareWrite<[string, number, Uint8Array, bigint]>(
      'INSERT INTO room (node, kind, profile, created_ns) VALUES (?, ?, ?, ?)',
    ),
    selectRoom: database.prepare<[string], { kind: bigint; is_cancelled: bigint; profile: Buffer }>(
      'SELECT kind, is_cancelled, profile FROM room WHERE node = ?',
    ),
    updateProfile: database.prepareWrite<[Uint8Array, string]>('UPDATE room SET profile = ? WHERE node = ?'),
    cancelRoom: database.prepareWrite<[string]>('UPDATE room SET is_cancelled = 1 WHERE node = ?'),
    selectRelation: database.prepare<[string, string, string], { room_side: bigint; user_side: bigint }>(
      'SELECT room_side, user_side FROM room_side WHERE domain = ? AND room = ? AND node = ?',
    ),
    upsertRelation: database.prepareWrite<
      [string, string, string, number, number]
    >(`INSERT INTO room_side (domain, room, node, room_side, user_side) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET room_side = excluded.room_side, user_side = excluded.user_side`),
    deleteRelation: database.prepareWrite<[string, string, string]>(
      'DELETE FROM room_side WHERE domain = ? AND room = ? AND node = ?',
    ),
    insertMember: database.prepareWrite<[string, string]>(
      'INSERT OR IGNORE INTO room_member (room, node) VALUES (?, ?)',
    ),
    deleteMember: database.prepareWrite<[string, string]>(
      'DELETE FROM room_member WHERE room = ? AND node = ?',
    ),
    selectMembers: database.prepare<[string], { node: string }>(
      'SELECT node FROM room_member WHERE room = ? ORDER BY id',
    ),
    selectRooms: database.prepare<[string], { room: string }>(
      'SELECT room FROM room_member WHERE node = ? ORDER BY id',
    ),
    insertBlockedRoom: database.prepareWrite<[string, string]>(
      'INSERT OR IGNORE INTO blocked_room (node, room) VALUES (?, ?)',
    ),
    deleteBlockedRoom: database.prepareWrite<[string, string]>(
      'DELETE FROM blocked_room WHERE node = ? AND room = ?',
    ),
    selectBlockedRooms: database.prepare<[string], { room: string }>(
      'SELECT room FROM blocked_room WHERE node = ? ORDER BY id',
    ),
    insertBan: database.prepareWrite<[string, string]>(
      'INSERT OR IGNORE INTO room_ban (room, node) VALUES (?, ?)',
    ),
    deleteBan: database.prepareWrite<[string, string]>('DELETE FROM room_ban WHERE room = ? AND node = ?'),
    selectBans: database.prepare<[string], { node: string }>(
      'SELECT node FROM room_ban WHERE room = ? ORDER BY id',
    ),
  };
}
