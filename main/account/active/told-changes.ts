import type { AccountChange } from '../../../preload/contract/changes';
import type { ChangeSet } from '../../domain/change-set';
import type { StoreReader } from '../../storage/account-store';

/** What the window is told of a committed transaction: every row that looks different now, also those that only show what changed. */
export function toldChanges(
  changes: ChangeSet,
  { views, rooms }: Pick<StoreReader, 'views' | 'rooms'>,
): readonly AccountChange[] {
  const told: AccountChange[] = [];
  for (const [conversationId, ids] of changes.messages) {
    // Answers show what they answer.
    const messageIds = [...new Set([...ids, ...views.answersTo([...ids])])];
    told.push({ kind: 'messages', conversationId, messageIds });
  }
  for (const conversationId of changes.emptied) {
    told.push({ kind: 'messages', conversationId, messageIds: null });
  }
  const nodes = [...new Set([...changes.contacts, ...changes.names])];
  // A name stands in the rows of chats, and so does how somebody stands to us.
  const shown = nodes.length === 0 ? [] : views.conversationsShowing(nodes);
  const conversationIds = [...new Set([...changes.conversations, ...shown])];
  if (conversationIds.length > 0) told.push({ kind: 'conversations', conversationIds });
  if (nodes.length > 0) told.push({ kind: 'contacts', nodes });
  if (changes.pictures.size > 0) told.push({ kind: 'pictures', owners: [...changes.pictures] });
  const showing = changes.names.size === 0 ? [] : rooms.showing([...changes.names]);
  const toldRooms = [...new Set([...changes.rooms, ...showing])];
  if (toldRooms.length > 0) told.push({ kind: 'rooms', nodes: toldRooms });
  if (changes.members.size > 0) told.push({ kind: 'members', nodes: [...changes.members] });
  if (changes.hasLeftOut) told.push({ kind: 'snapshot' });
  return told;
}
