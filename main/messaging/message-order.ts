import type { MessageId } from '../domain/ids';
import type { Place } from '../domain/place';
import type { MessagingEnvironment } from './messaging-environment';

/** Messages as they stand in their chat, each once; what is not here any more comes last. */
export function inOrder(
  messageIds: readonly MessageId[],
  { store }: Pick<MessagingEnvironment, 'store'>,
): readonly MessageId[] {
  const known = store.views.messagesByIds([...new Set(messageIds)]);
  const ordered = [...known].sort(byPlace).map(({ messageId }) => messageId);
  return [...ordered, ...messageIds.filter((id) => !ordered.includes(id))];
}

const byPlace = (one: Place, other: Place): number =>
  Number(one.place - other.place) || Number(one.tieBreaker - other.tieBreaker);
