import type { ChatUsageView, FileUsageView } from '../../../preload/contract/file-views';

/** What several kinds take together, bytes. */
export const bytesOfKinds = (kinds: readonly FileUsageView[]): number =>
  kinds.reduce((sum, { fetchedBytes, ownBytes }) => sum + fetchedBytes + ownBytes, 0);

/** What several chats take together, bytes. */
export const bytesOfChats = (chats: readonly ChatUsageView[]): number =>
  chats.reduce((sum, { kinds }) => sum + bytesOfKinds(kinds), 0);

/** What would go, bytes: own copies only where they are wanted. */
export const bytesToGo = (kinds: readonly FileUsageView[], withOwn: boolean): number =>
  kinds.reduce((sum, { fetchedBytes, ownBytes }) => sum + fetchedBytes + (withOwn ? ownBytes : 0), 0);
