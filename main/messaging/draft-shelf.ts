import { moreCarefulMode, type DraftMode } from '../domain/draft-mode';
import {
  toConversationId,
  toMessageId,
  toNodeId,
  type ConversationId,
  type MessageId,
  type NodeId,
} from '../domain/ids';
import { notesId } from '../domain/notes';
import type { Clock } from '../platform/clock';
import { toDisposable, type Disposable } from '../platform/disposable';
import { Duty } from '../platform/duty';
import type { AccountStore } from '../storage/account-store';
import { done, refuse, type Outcome } from './outcome';

/** What is being written in a chat, from the empty field to the sent message. */
export interface KeptDraft {
  /** A UUID that the window has given it. */
  readonly draftId: string;
  readonly conversationId: ConversationId;
  readonly text: string;
  /** The message that it answers; what that says is not kept here. */
  readonly replyToId: MessageId | null;
  /** Members who were picked by name, as the name stands in the text. */
  readonly mentions: readonly { readonly node: NodeId; readonly name: string }[];
  /** Whether it burns. */
  readonly mode: DraftMode;
  /** Reading time that the user chose, seconds. */
  readonly burnSeconds: number | null;
  /** Pictures that belong to it; they are in the window alone. */
  readonly pictureCount: number;
  /** It holds words of a message that was taken back. */
  readonly isTakenBack: boolean;
}

/** What the shelf needs. */
export interface DraftShelfOptions {
  readonly store: AccountStore;
  readonly clock: Clock;
  /** Writing has failed; it is tried again by itself. */
  readonly failed: (error: unknown) => void;
}

/** A draft is on the disk this long after a change at the latest, ms. */
export const draftDelayMs = 1_000;
/** Longest draft that is kept at all, bytes as they are stored; a message is shorter. */
export const maxDraftBytes = 128 * 1024;
/** All drafts on the disk together, bytes as they are stored. */
export const maxDraftsBytes = 768 * 1024;
const maxDrafts = 500;
const rememberedEnds = 200;

/**
 * The drafts of an account. All of them are in memory here, so that they outlive the window; ordinary ones are on the disk, too,
 * within a second. What is meant to burn, and what was taken back, is in memory alone.
 */
export class DraftShelf implements Disposable {
  private readonly kept = new Map<string, KeptDraft>();
  /** When each was begun, as a number that goes up. */
  private readonly orders = new Map<string, number>();
  private nextOrder = 0;
  /** Length of each draft that is on the disk, bytes. */
  private readonly stored = new Map<string, number>();
  private readonly changed = new Set<string>();
  /** Drafts that were sent: a change that comes late does not bring them back. */
  private readonly ended = new Set<string>();
  private readonly writing: Duty;
  private timer: Disposable = toDisposable(() => undefined);
  private isTimerSet = false;

  constructor(private readonly options: DraftShelfOptions) {
    const { store, clock, failed } = options;
    this.writing = new Duty({ clock, failed, work: () => this.write() });
    const found = store.drafts.all().map(({ draftId, bytes }) => ({ draftId, bytes, ...decode(bytes) }));
    for (const { draftId, bytes, draft, order } of found.sort((one, other) => one.order - other.order)) {
      this.kept.set(draftId, { ...draft, draftId });
      this.orders.set(draftId, order);
      this.nextOrder = order + 1;
      this.stored.set(draftId, bytes.length);
    }
  }

  /** All drafts, one for each chat: what was left of several is put together, the oldest above. */
  all(): readonly KeptDraft[] {
    const byChat = new Map<ConversationId, KeptDraft>();
    const before = this.kept.size;
    const orderOf = ({ draftId }: KeptDraft): number => this.orders.get(draftId) ?? 0;
    for (const draft of [...this.kept.values()].sort((one, other) => orderOf(one) - orderOf(other))) {
      const earlier = byChat.get(draft.conversationId);
      byChat.set(draft.conversationId, earlier === undefined ? draft : this.join(earlier, draft));
    }
    if (byChat.size < before) this.flush();
    return [...byChat.values()];
  }

  /**
   * Keeps a draft as it stands now; an empty one is forgotten. Refuses with `draftNotKept` when it is too long or there are
   * too many, and is then not kept at all, and when the disk takes no more of an ordinary one.
   */
  keep(draft: KeptDraft): Outcome<null> {
    const { draftId } = draft;
    if (this.ended.has(draftId)) return done(null);
    if (
      draft.conversationId !== notesId &&
      this.options.store.conversations.byId(draft.conversationId) === null
    )
      return refuse('messageNotFound');
    const isTooLong = draft.text.length > maxDraftBytes;
    if (isTooLong || isEmpty(draft)) {
      if (this.forget(draftId)) this.note(draftId);
      return isTooLong ? refuse('draftNotKept') : done(null);
    }
    if (!this.kept.has(draftId)) {
      if (this.kept.size >= maxDrafts) return refuse('draftNotKept');
      this.orders.set(draftId, this.nextOrder);
      this.nextOrder += 1;
    }
    this.kept.set(draftId, draft);
    this.note(draftId);
    const isLost = !this.isForMemory(draft) && (!this.fits(draft) || this.writing.isFailing);
    return isLost ? refuse('draftNotKept') : done(null);
  }

  /** Drafts of a chat, by their ids. */
  idsOf(conversationId: ConversationId): readonly string[] {
    return [...this.kept.values()]
      .filter((draft) => draft.conversationId === conversationId)
      .map(({ draftId }) => draftId);
  }

  /** The draft was sent, or its chat deleted: the transaction that did so has taken it from the disk, and it never comes back. */
  end(draftId: string): void {
    this.forget(draftId);
    this.stored.delete(draftId);
    this.changed.delete(draftId);
    this.ended.add(draftId);
    const [oldest] = this.ended;
    if (this.ended.size > rememberedEnds && oldest !== undefined) this.ended.delete(oldest);
  }

  /** A chat begins or ceases to burn: its drafts leave the disk, or come there. */
  reconsider(conversationId: ConversationId): void {
    for (const draft of this.kept.values()) {
      if (draft.conversationId === conversationId) this.note(draft.draftId);
    }
  }

  /** Those that are not on the disk on purpose, and would end with this shelf. */
  inMemoryAlone(): readonly KeptDraft[] {
    return [...this.kept.values()].filter((draft) => this.isForMemory(draft));
  }

  /** Writes what has changed at once. */
  flush(): void {
    this.timer.dispose();
    this.isTimerSet = false;
    if (this.changed.size > 0) this.writing.run();
  }

  /** Writes for the last time. */
  dispose(): void {
    this.flush();
    this.writing.dispose();
  }

  /** What must not be on the disk goes at once, everything else waits a moment for further changes. */
  private note(draftId: string): void {
    this.changed.add(draftId);
    const draft = this.kept.get(draftId);
    if (draft !== undefined && this.isForMemory(draft) && this.stored.has(draftId)) this.flush();
    else if (!this.isTimerSet && !this.writing.isFailing) {
      this.isTimerSet = true;
      this.timer = this.options.clock.after(draftDelayMs, () => this.flush());
    }
  }

  private write(): null {
    const { store } = this.options;
    const ids = [...this.changed];
    const lengths = new Map<string, number>();
    store.transaction((write) => {
      for (const draftId of ids) {
        const draft = this.kept.get(draftId);
        const bytes = draft === undefined || !this.isForDisk(draft) ? null : this.encode(draft);
        if (bytes !== null && write.drafts.save({ draftId, bytes })) lengths.set(draftId, bytes.length);
        else if (this.stored.has(draftId)) write.drafts.erase(draftId);
      }
    });
    for (const draftId of ids) {
      const length = lengths.get(draftId);
      if (length === undefined) this.stored.delete(draftId);
      else this.stored.set(draftId, length);
      this.changed.delete(draftId);
    }
    return null;
  }

  private isForDisk(draft: KeptDraft): boolean {
    return !this.isForMemory(draft) && this.fits(draft);
  }

  /** What is meant to burn, or was taken back; and that a message burned, as long as nothing is written after it. */
  private isForMemory({ conversationId, text, mode, isTakenBack }: KeptDraft): boolean {
    const conversation = this.options.store.conversations.byId(conversationId);
    if (isTakenBack) return true;
    if (conversationId === notesId) return false;
    if (conversation === null) return true;
    if (conversation.kind !== 'user' || mode === 'plain') return false;
    return (
      mode === 'burn' || conversation.burnDefaultSeconds !== null || (mode === 'afterBurn' && text === '')
    );
  }

  private forget(draftId: string): boolean {
    this.orders.delete(draftId);
    return this.kept.delete(draftId);
  }

  private fits(draft: KeptDraft): boolean {
    const { length } = this.encode(draft);
    let others = 0;
    for (const [draftId, bytes] of this.stored) if (draftId !== draft.draftId) others += bytes;
    return length <= maxDraftBytes && others + length <= maxDraftsBytes;
  }

  private encode(draft: KeptDraft): Uint8Array {
    return Buffer.from(JSON.stringify({ ...draft, order: this.orders.get(draft.draftId) ?? 0 }), 'utf8');
  }

  /** One draft of two; what was to burn still burns. */
  private join(earlier: KeptDraft, later: KeptDraft): KeptDraft {
    const texts = [earlier.text, later.text].filter((text) => text.trim() !== '');
    const joined: KeptDraft = {
      ...later,
      text: texts.join('\n'),
      replyToId: later.replyToId ?? earlier.replyToId,
      mentions: [...earlier.mentions, ...later.mentions],
      mode: moreCarefulMode(earlier.mode, later.mode),
      burnSeconds: later.burnSeconds ?? earlier.burnSeconds,
      pictureCount: earlier.pictureCount + later.pictureCount,
      isTakenBack: earlier.isTakenBack || later.isTakenBack,
    };
    this.forget(earlier.draftId);
    this.kept.set(later.draftId, joined);
    this.note(earlier.draftId);
    this.note(later.draftId);
    return joined;
  }
}

function isEmpty({ text, replyToId, mode, burnSeconds, pictureCount }: KeptDraft): boolean {
  return text === '' && replyToId === null && mode === 'asChat' && burnSeconds === null && pictureCount === 0;
}

function decode(bytes: Uint8Array): { readonly draft: Omit<KeptDraft, 'draftId'>; readonly order: number } {
  // Written by `encode` of this or an earlier version.
  const { order, ...draft } = JSON.parse(Buffer.from(bytes).toString('utf8')) as KeptDraft & {
    readonly order: number;
  };
  return {
    order,
    draft: {
      ...draft,
      conversationId: toConversationId(draft.conversationId),
      replyToId: draft.replyToId === null ? null : toMessageId(draft.replyToId),
      mentions: draft.mentions.map(({ node, name }) => ({ node: toNodeId(node), name })),
    },
  };
}
