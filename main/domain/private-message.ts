import type { Conversation } from './conversation';
import type { NodeId } from './ids';
import type { Message } from './message';
import type { Relation } from './person';

/**
 * The room through which messages to a chat go: tim lets its members write to each other one to one without being friends
 * (section 10). Friends need none. Null for an ordinary chat.
 */
export function roomOnTheWay({ viaRoom }: Conversation, relation: Relation): NodeId | null {
  return relation === 'friend' || relation === 'blocked' ? null : viaRoom;
}

/** Whether the server refuses to take back or burn a message, because it went through a room and the two are no friends. */
export const isBeyondRecall = ({ viaRoom }: Pick<Message, 'viaRoom'>, relation: Relation): boolean =>
  viaRoom !== null && relation !== 'friend';
