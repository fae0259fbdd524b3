import type { QuoteView } from './message-views';
import type { Result } from './result';

/** A note of the user's own. */
export interface NoteView {
  /** As much of it as a row shows; empty for a picture without words. */
  readonly text: string;
  /** There is more of it, which editing shows. */
  readonly hasMore: boolean;
  /** Its size in pixels; null for a note without one. */
  readonly picture: { readonly width: number; readonly height: number } | null;
}

/** A saved message as its list shows it. */
export interface SavedMessageView {
  readonly messageId: string;
  readonly conversationId: string;
  /** Of the chat in which it stands; empty for a note. */
  readonly title: string;
  /** Absent for what was said in a chat. */
  readonly note?: NoteView;
  /** When it was said, server time, milliseconds since 1970. */
  readonly sentAtMs: number;
  /** Who said it, and one line of what was said. */
  readonly quote: QuoteView;
}

/** One page of what is saved, the one saved last first. */
export interface SavedPageView {
  readonly messages: readonly SavedMessageView[];
  /** Pass as `below` for the page after this one; null when this is the last. */
  readonly next: number | null;
}

/** What the user keeps of messages, on this computer and for this account alone; a part of `AccountCalls`. */
export interface SavedCalls {
  /**
   * Keeps messages of one chat among what is saved, or lets them go. What is gone later is saved no more. Answers how many of them are as
   * was wished; `cannotSave`: none, because they burn, are gone or cannot be read.
   */
  'messages.save': (request: {
    readonly messageIds: readonly string[];
    readonly isSaved: boolean;
  }) => Result<{ readonly doneCount: number }>;
  /** A page of what is saved in all chats. */
  'messages.saved': (request: {
    /** `next` of the page above; null for the first one. */
    readonly below: number | null;
    readonly limit: number;
  }) => Result<SavedPageView>;
  /** How many messages are saved, of a chat or, for null, of all. */
  'messages.savedCount': (request: { readonly conversationId: string | null }) => Result<number>;
}
