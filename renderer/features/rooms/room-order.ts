import type { ConversationView } from '../../../preload/contract/views';

/** Negative when the first name stands before the other. */
export type CompareNames = (one: string, other: string) => number;

/**
 * Rooms by name. What stood in order before keeps its place unless its name is another: names are compared for new and
 * renamed rooms only, by halving, however many rooms there are and however often one of them changes.
 */
export function inNameOrder(
  before: readonly ConversationView[],
  chats: readonly ConversationView[],
  compareNames: CompareNames,
): readonly ConversationView[] {
  const compare = (one: ConversationView, other: ConversationView): number =>
    compareNames(one.title, other.title) || (one.conversationId < other.conversationId ? -1 : 1);
  const rooms = new Map(
    chats.flatMap((chat) => (chat.kind === 'room' ? [[chat.conversationId, chat] as const] : [])),
  );
  const ordered = before.flatMap(({ conversationId, title }) => {
    const room = rooms.get(conversationId);
    if (room?.title !== title) return [];
    rooms.delete(conversationId);
    return [room];
  });
  const placed = [...rooms.values()];
  if (placed.length > ordered.length) return [...ordered, ...placed].sort(compare);
  for (const room of placed) ordered.splice(placeOf(room, ordered, compare), 0, room);
  return ordered;
}

function placeOf(
  room: ConversationView,
  ordered: readonly ConversationView[],
  compare: (one: ConversationView, other: ConversationView) => number,
): number {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = ordered[middle];
    if (other !== undefined && compare(other, room) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
