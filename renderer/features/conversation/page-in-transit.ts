import { succeed, type Result } from '../../../preload/contract/result';
import type { MessagePageView, MessageView } from '../../../preload/contract/message-views';
import { withChanged } from './message-list';

/** What changes while a page of the history is on its way: the page may have been read before. */
export class PageInTransit {
  private changedIds = new Set<string>();
  private isOutdated = false;

  /** Notes changed messages; null: more than are named. */
  note(messageIds: readonly string[] | null): void {
    if (messageIds === null) this.isOutdated = true;
    else for (const messageId of messageIds) this.changedIds.add(messageId);
  }

  /** The page as it is now: what has changed of it is asked for once more. Null when too much has changed for that. */
  async arrived<Page extends MessagePageView>(
    page: Page,
    byIds: (messageIds: readonly string[]) => Promise<Result<readonly MessageView[]>>,
  ): Promise<Result<Page | null>> {
    if (this.isOutdated) return succeed(null);
    const changed = page.messages.map(({ messageId }) => messageId).filter((id) => this.changedIds.has(id));
    if (changed.length === 0) return succeed(page);
    const fresh = await byIds(changed);
    if (!fresh.ok) return fresh;
    const { messages } = withChanged({ ...page, earlier: null }, changed, fresh.value);
    return succeed({ ...page, messages });
  }
}
