import type { DraftView } from '../../../preload/contract/views';
import { request } from '../../app/bridge';

/**
 * Tells main what is being written, from the first letter on: main keeps it over the end of the window. One call at a time,
 * always with the newest state, so that fast typing makes no queue.
 */
export class DraftKeeper {
  /** States that main has not been told of, by draft, in order. */
  private readonly waiting = new Map<string, DraftView>();
  /** What main knows of each draft that it keeps. */
  private readonly told = new Map<string, DraftView>();
  private isTelling = false;

  /** `answered` hears for every state whether main can keep it. */
  constructor(private readonly answered: (draft: DraftView, isKept: boolean) => void) {}

  /** Main knows this draft already. */
  know(draft: DraftView): void {
    this.told.set(draft.draftId, draft);
  }

  /** A draft has changed, or something of it that main does not keep. */
  keep(draft: DraftView): void {
    const { draftId } = draft;
    const known = this.told.get(draftId);
    const isKnown = known === undefined ? isEmpty(draft) : isSame(known, draft);
    if (isKnown && !this.waiting.has(draftId)) return;
    this.waiting.set(draftId, draft);
    if (!this.isTelling) void this.tell();
  }

  /** A draft was sent: main has forgotten it, and so does this. */
  end(draftId: string): void {
    this.waiting.delete(draftId);
    this.told.delete(draftId);
  }

  /** Forgets everything; for a change of account. */
  reset(): void {
    this.waiting.clear();
    this.told.clear();
  }

  private async tell(): Promise<void> {
    this.isTelling = true;
    for (const [draftId, draft] of this.waiting) {
      this.waiting.delete(draftId);
      if (isEmpty(draft)) this.told.delete(draftId);
      else this.know(draft);
      const { ok } = await request('drafts.keep', draft);
      this.answered(draft, ok);
    }
    this.isTelling = false;
  }
}

function isEmpty({ text, replyToId, isBurn, burnSeconds, pictureCount }: DraftView): boolean {
  return text === '' && replyToId === null && isBurn === null && burnSeconds === null && pictureCount === 0;
}

function isSame(one: DraftView, other: DraftView): boolean {
  return (
    one.text === other.text &&
    one.replyToId === other.replyToId &&
    one.mentions === other.mentions &&
    one.isBurn === other.isBurn &&
    one.burnSeconds === other.burnSeconds &&
    one.pictureCount === other.pictureCount &&
    one.isTakenBack === other.isTakenBack
  );
}
