import type { RoomApplicationView, RoomView } from '../../preload/contract/room-views';
import type { MemberView } from '../../preload/contract/views';
import { conversationIdOf } from '../domain/conversation';
import type { NodeId } from '../domain/ids';
import { ownRole, type Room, type RoomApplication } from '../domain/room';
import { roomObstacles, type RoomFacts } from '../domain/room-policy';

/** What the view of a room depends on besides the room. */
export interface RoomViewContext {
  readonly self: NodeId;
  /** Knows at least those whom `peopleOfRoom` names. */
  readonly nameOf: (node: NodeId) => string;
  readonly memberCountOf: (node: NodeId) => number | null;
  readonly applicationCountOf: (node: NodeId) => number;
}

/** Everybody whose name the view of a room shows. */
export const peopleOfRoom = ({ founder, broughtBy }: Room): readonly NodeId[] =>
  [founder, broughtBy].flatMap((node) => node ?? []);

/** What decides about what this account can do with a room. */
export function roomFacts(
  room: Room,
  { self, memberCountOf }: Pick<RoomViewContext, 'self' | 'memberCountOf'>,
): RoomFacts {
  const { standing, access, node } = room;
  return { standing, access, role: ownRole(room, self), memberCount: memberCountOf(node) };
}

/** A room as the window sees it. */
export function toRoomView(room: Room, context: RoomViewContext): RoomView {
  const { node, name, label, access, founder, managers, createdAtMs, standing, broughtBy } = room;
  const facts = roomFacts(room, context);
  const somebody = (one: NodeId | null): MemberView | null =>
    one === null ? null : { node: one, name: context.nameOf(one) };
  const decides = facts.role === 'founder' || facts.role === 'manager';
  return {
    node,
    conversationId: conversationIdOf({ kind: 'room', node }),
    name: name === '' ? node : name,
    label,
    access,
    founder: somebody(founder),
    managerNodes: managers,
    createdAtMs,
    standing,
    role: facts.role,
    memberCount: facts.memberCount,
    broughtBy: somebody(broughtBy),
    applicationText: room.applicationText,
    applicationCount: decides ? context.applicationCountOf(node) : 0,
    obstacles: roomObstacles(facts),
  };
}

/** Somebody who applies, with the name that is known. */
export const toRoomApplicationView = (
  { node, text, cameAtMs }: RoomApplication,
  nameOf: (node: NodeId) => string,
): RoomApplicationView => ({ node, name: nameOf(node), text, cameAtMs });
