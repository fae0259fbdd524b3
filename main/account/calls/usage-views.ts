import { fileKinds, type ChatUsageView, type FileUsageView } from '../../../preload/contract/file-views';
import type { ConversationId } from '../../domain/ids';
import type { FileUsage } from '../../storage/file-usage-repository';
import type { ActiveAccount } from '../active-account';

/** What the files of every chat take, the most first, or of one chat; chats without files are left out. */
export function viewUsage(
  conversationId: ConversationId | null,
  { store, chatTitle }: Pick<ActiveAccount, 'store'> & { readonly chatTitle: (id: ConversationId) => string },
): readonly ChatUsageView[] {
  const { fileUsage } = store;
  const chats = new Map<ConversationId, FileUsage[]>();
  for (const usage of conversationId === null ? fileUsage.all() : fileUsage.of(conversationId)) {
    const known = chats.get(usage.conversationId) ?? [];
    known.push(usage);
    chats.set(usage.conversationId, known);
  }
  return [...chats]
    .sort(([, one], [, other]) => bytesOf(other) - bytesOf(one))
    .map(([id, usages]) => ({ conversationId: id, title: chatTitle(id), kinds: toKinds(usages) }));
}

const bytesOf = (usages: readonly FileUsage[]): number =>
  usages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

function toKinds(usages: readonly FileUsage[]): readonly FileUsageView[] {
  return fileKinds.flatMap((kind) => {
    const ofKind = usages.filter((usage) => usage.kind === kind);
    const own = ofKind.find(({ isOwn }) => isOwn);
    const fetched = ofKind.find(({ isOwn }) => !isOwn);
    if (ofKind.length === 0) return [];
    return [
      {
        kind,
        fetchedCount: fetched?.count ?? 0,
        fetchedBytes: fetched?.sizeBytes ?? 0,
        ownCount: own?.count ?? 0,
        ownBytes: own?.sizeBytes ?? 0,
      },
    ];
  });
}
