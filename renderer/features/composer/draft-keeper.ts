import type { DraftView } from '../../../preload/contract/views';
import type { AccountRequest } from '../../base/bridge';

/**
 * Tells main what is being written, from the first letter on: main keeps it over the end of the window. Every state goes at
 * once, whether or not the one before is answered: a page that ends would take what waits with it.
 */
export class DraftKeeper {
  /** What main knows of each draft that it keeps. */
  private readonly told = new Map<string, DraftView>();

  /** `request` calls the account that the drafts belong to; `answered` hears for every state whether main can keep it. */
  constructor(
    private readonly request: AccountRequest,
    private readonly answered: (draft: DraftView, isKept: boolean) => void,
  ) {}

  /** Main knows this draft already. */
  know(draft: DraftView): void {
    this.told.set(draft.draftId, draft);
  }

  /** A draft has changed, or something of it that main does not keep. */
  keep(draft: DraftView): void {
    const known = this.told.get(draft.draftId);
    if (known === undefined ? isEmpty(draft) : isSame(known, draft)) return;
    if (isEmpty(draft)) this.end(draft.draftId);
    else this.know(draft);
    void this.tell(draft);
  }

  /** A draft was sent: main has forgotten it, and so does this. */
  end(draftId: string): void {
    this.told.delete(draftId);
  }

  /** Forgets everything; at the end of the account. */
  reset(): void {
    this.told.clear();
  }

  private async tell(draft: DraftView): Promise<void> {
    const { ok } = await this.request('drafts.keep', draft);
    this.answered(draft, ok);
  }
}

function isEmpty({ text, replyToId, mode, burnSeconds, pictureCount }: DraftView): boolean {
  return text === '' && replyToId === null && mode === 'asChat' && burnSeconds === null && pictureCount === 0;
}

function isSame(one: DraftView, other: DraftView): boolean {
  return (
    one.text === other.text &&
    one.replyToId === other.replyToId &&
    one.mentions === other.mentions &&
    one.mode === other.mode &&
    one.burnSeconds === other.burnSeconds &&
    one.pictureCount === other.pictureCount &&
    one.isTakenBack === other.isTakenBack
  );
}
