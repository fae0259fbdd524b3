import { BusinessType, FrameType, NodesType, RoomType } from '../../protocol/packet-types';
import type { Frame } from '../../protocol/packets';
import type { Answer } from './answer';
import { unrefused, valueOf, type Questions } from './questions';

/** What asking for a seat brought: `applied` is silence, the founder and managers decide. */
export type JoinOutcome = 'joined' | 'applied';

/** Somebody in a room, as most operations name it. */
export interface RoomMember {
  readonly room: string;
  readonly node: string;
}

/**
 * Rooms and who is in them (tim protocol, section 10). A failed operation is refused twice by the server; the session
 * swallows the second. Common refusals: 4104 malformed, 4105 no right, 4108 cancelled room, 4109 unknown.
 */
export class Rooms {
  constructor(private readonly questions: Questions) {}

  /** Rooms of this account. Empty: unanswered. */
  mine(): Promise<Answer<readonly string[]>> {
    return this.questions.list({ rtype: BusinessType.userRooms }, NodesType.rooms);
  }

  /** Members of a room. Refused: 4104 for those who are not in it, 4106 unknown. */
  members(room: string): Promise<Answer<readonly string[]>> {
    return this.questions.roomList({ rtype: BusinessType.roomUsers, node: room }, NodesType.roomMembers);
  }

  /** Creates a room with this account as its founder; answers its node. */
  async create(title: string, kind: keyof typeof RoomType): Promise<Answer<string>> {
    const packet = { rtype: BusinessType.newRoom, node: title, reqInt: BigInt(RoomType[kind]) };
    const answer = await this.questions.confirmed(packet, 'anything');
    return valueOf(answer, (ack) => ack.n ?? '');
  }

  /**
   * Joins an open room (a message with bnType 10 answers; its members are not told) or applies to a private one (silence;
   * founder and managers get bnType 9). Refused: 4101 in it already, 4110 blocked, 4104 or 4109 unknown, 4108.
   */
  async join(room: string, greeting: string): Promise<Answer<JoinOutcome>> {
    const reply = await this.questions.business(
      { rtype: BusinessType.addRoom, node: room, reqStr: greeting },
      { isAnswer: (frame) => isAdmission(frame, room), timeoutMs: this.questions.times.errorMs },
    );
    return unrefused(reply, reply.kind === 'answer' ? 'joined' : 'applied');
  }

  /**
   * Lets an applicant in (bnType 10 to it) or brings anybody in (bnType 12). Confirmed. In an open room everybody may, even
   * from outside; in a private one founder and managers. Refused: 4101 in it already, 4105, 4110 the person blocks it.
   */
  pull(member: RoomMember): Promise<Answer<null>> {
    return this.onMember(BusinessType.pullRoom, member);
  }

  /** Accepts an application on the server's own word for it (PASSROOM). Not observed to do anything; `pull` accepts. */
  pass(member: RoomMember): Promise<Answer<null>> {
    return this.onMember(BusinessType.passRoom, member);
  }

  /** Declines an application (bnType 11 to the applicant). Confirmed. Refused: 4103 no application, 4105, 4109. */
  reject(member: RoomMember, reason: string): Promise<Answer<null>> {
    return this.onMember(BusinessType.rejectRoom, member, reason);
  }

  /** Removes a member (bnType 13 to it), and lifts a member's block. Confirmed. Its next message may still pass (cache). */
  kick(member: RoomMember): Promise<Answer<null>> {
    return this.onMember(BusinessType.kickRoom, member);
  }

  /** Removes a member and keeps it out (4110). Confirmed; nobody is told. */
  blockMember(member: RoomMember): Promise<Answer<null>> {
    return this.onMember(BusinessType.blockRoomMember, member);
  }

  /** Leaves a room. Confirmed; nobody is told. Refused: 4105 for the founder, 4109. */
  leave(room: string): Promise<Answer<null>> {
    return this.onRoom(BusinessType.leaveRoom, room);
  }

  /** Leaves a room and keeps others from pulling this account back. Confirmed; nobody is told. */
  block(room: string): Promise<Answer<null>> {
    return this.onRoom(BusinessType.blockRoom, room);
  }

  /** Ends a room for good. Confirmed; nobody is told. Refused: 4105 unless the founder is the last member. */
  cancel(room: string): Promise<Answer<null>> {
    return this.onRoom(BusinessType.cancelRoom, room);
  }

  /** Rooms that this account blocks. Empty: unanswered. */
  blocked(): Promise<Answer<readonly string[]>> {
    return this.questions.list({ rtype: BusinessType.blockRoomList }, NodesType.blockRoomList);
  }

  /** Whom a room keeps out, for its founder and managers. Empty, and for everybody else: unanswered. */
  blockedMembers(room: string): Promise<Answer<readonly string[]>> {
    const packet = { rtype: BusinessType.blockRoomMemberList, node: room };
    return this.questions.roomList(packet, NodesType.blockRoomMemberList);
  }

  private async onRoom(rtype: number, room: string): Promise<Answer<null>> {
    return valueOf(await this.questions.confirmed({ rtype, node: room }), () => null);
  }

  private async onMember(rtype: number, member: RoomMember, reason?: string): Promise<Answer<null>> {
    const names = { rtype, node: member.room, node2: member.node };
    const packet = reason === undefined ? names : { ...names, reqStr: reason };
    return valueOf(await this.questions.confirmed(packet), () => null);
  }
}

function isAdmission(frame: Frame, room: string): boolean {
  return (
    frame.type === FrameType.message &&
    frame.packet.bnType === BusinessType.passRoom &&
    frame.packet.roomTid?.node === room
  );
}
