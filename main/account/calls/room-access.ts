import type { FailureCode } from '../../../preload/contract/result';
import type { RoomView } from '../../../preload/contract/room-views';
import { conversationIdOf } from '../../domain/conversation';
import type { NodeId } from '../../domain/ids';
import type { Room } from '../../domain/room';
import { roomObstacle, type RoomAction, type RoomFacts } from '../../domain/room-policy';
import type { Answer } from '../../session/client/answer';
import { peopleOfRoom, roomFacts, toRoomView } from '../../views/room-view';
import type { ActiveAccount } from '../active-account';

/** A room of which nothing is known. */
const nothingKnown: Omit<Room, 'node'> = {
  standing: 'none',
  name: '',
  label: '',
  access: 'unknown',
  founder: null,
  managers: [],
  createdAtMs: 0,
  broughtBy: null,
  applicationText: '',
};

/** What is known here of a room. */
export const roomOf = (node: NodeId, { store }: ActiveAccount): Room =>
  store.rooms.byNode(node) ?? { node, ...nothingKnown };

/** How many are in a room, as the server told last; null when it has not told. */
const memberCountOf = (node: NodeId, { store }: ActiveAccount): number | null =>
  store.members.countOf({ conversationId: conversationIdOf({ kind: 'room', node }), list: 'members' });

/** What decides about what the account can do with a room, as far as is known here. */
export function factsOf(room: Room, account: ActiveAccount): RoomFacts {
  return roomFacts(room, { self: account.self(), memberCountOf: (node) => memberCountOf(node, account) });
}

/** Why the account cannot do something with a room, as far as is known here; null when nothing speaks against it. */
export function obstacleTo(action: RoomAction, node: NodeId, account: ActiveAccount): FailureCode | null {
  return roomObstacle(action, factsOf(roomOf(node, account), account));
}

/** Rooms as the window sees them; one question to the database for all names, and one for all who apply. */
export function viewRooms(rooms: readonly Room[], account: ActiveAccount): readonly RoomView[] {
  const nameOf = account.namesOf(rooms.flatMap(peopleOfRoom));
  const counts = account.store.rooms.applicationCounts();
  return rooms.map((room) =>
    toRoomView(room, {
      self: account.self(),
      nameOf,
      memberCountOf: (node) => memberCountOf(node, account),
      applicationCountOf: (node) => counts.get(node) ?? 0,
    }),
  );
}

/** One of them. */
export function viewRoom(node: NodeId, account: ActiveAccount): RoomView {
  const [view] = viewRooms([roomOf(node, account)], account);
  if (view === undefined) throw new Error('a room without a view');
  return view;
}

const failureByCode: ReadonlyMap<number, FailureCode> = new Map([
  [4101, 'alreadyInRoom'],
  [4103, 'applicationGone'],
  [4104, 'unknownRoom'],
  [4105, 'roomAdminsOnly'],
  [4106, 'unknownRoom'],
  [4108, 'roomGone'],
  [4109, 'unknownRoom'],
  [4117, 'alreadyRequested'],
]);

/**
 * What a server's answer about a room means; null when it did what was asked. `special` are the codes that mean something else
 * for this question.
 */
export function roomFailure(
  answer: Answer<unknown>,
  special: Readonly<Record<number, FailureCode>> = {},
): FailureCode | null {
  if (answer.kind === 'ok') return null;
  if (answer.kind === 'disconnected') return 'offline';
  if (answer.kind === 'unanswered') return 'timedOut';
  return special[answer.code] ?? failureByCode.get(answer.code) ?? 'refusedByServer';
}
