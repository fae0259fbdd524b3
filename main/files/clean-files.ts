import { ChangeSet } from '../domain/change-set';
import type { FileKind } from '../domain/file-kind';
import type { ConversationId } from '../domain/ids';
import { nextTurn } from '../platform/turn';
import type { AccountStore } from '../storage/account-store';

/** What is to be cleaned away. */
export interface Cleaning {
  readonly conversationId: ConversationId;
  readonly kinds: readonly FileKind[];
  /** Own copies, too: nobody gets them any more then. */
  readonly withOwn: boolean;
}

/** A part of a frame of work. */
const mostAtOnce = 50;

/**
 * Cleans away what files take of the disk, a few at a time; their messages stay, and what was fetched can be fetched again. Answers how many bytes that was.
 * `tell` hears of every step that was committed. Runs transactions of its own.
 * @throws what the disk says; what was cleaned until then stays so
 */
export async function cleanFiles(
  { conversationId, kinds, withOwn }: Cleaning,
  store: AccountStore,
  tell: (changes: ChangeSet) => void,
): Promise<number> {
  let freedBytes = 0;
  for (const kind of kinds) {
    for (const isOwn of withOwn ? [false, true] : [false]) {
      for (;;) {
        const files = store.fileUsage.files({ conversationId, kind, isOwn }, mostAtOnce);
        if (files.length === 0) break;
        store.transaction((write) => files.forEach(({ id }) => write.attachments.clean(id)));
        const changes = new ChangeSet();
        for (const { messageId, sizeBytes } of files) {
          changes.addMessage(conversationId, messageId);
          freedBytes += sizeBytes;
        }
        tell(changes);
        await nextTurn();
      }
    }
  }
  return freedBytes;
}
