import type { MuteLengthName } from './chat-care-views';
import type { Result } from './result';
import type { ConversationView } from './views';

export interface ConversationListRequest {
  /** The row behind which the page begins; null for the first one. */
  readonly after: Pick<ConversationView, 'pinRank' | 'lastActivityMs' | 'conversationId'> | null;
  /** Number of chats, 1 to 500. */
  readonly limit: number;
}

/** Calls about the list of chats; a part of `AccountCalls`. Of what they make of a chat nobody else is told. */
export interface ConversationCalls {
  /** The next chats of the list, pinned ones and then last activity first; fewer than were asked for are the last ones. */
  'conversations.list': (request: ConversationListRequest) => Result<readonly ConversationView[]>;
  /** Current rows of single chats; those that are not in the list are left out. */
  'conversations.byIds': (request: {
    readonly conversationIds: readonly string[];
  }) => Result<readonly ConversationView[]>;
  /** Somebody has seen a chat down to the message with the sort key `until`: what stands up to there is read. */
  'conversations.markRead': (request: {
    readonly conversationId: string;
    readonly until: string;
  }) => Result<null>;

  /** Sets the reading time that new messages of a one-to-one chat begin with; null: they stay. */
  'conversations.setBurnDefault': (request: {
    readonly conversationId: string;
    readonly burnSeconds: number | null;
  }) => Result<null>;
  /** The user goes to another chat or closes the window: what is open in this one is covered, or burned if that is set. */
  'conversations.leave': (request: { readonly conversationId: string }) => Result<null>;

  /** Pins a chat above all others, or takes the pin away. `tooManyPinned`: as many as there can be are pinned already. */
  'conversations.pin': (request: {
    readonly conversationId: string;
    readonly isPinned: boolean;
  }) => Result<null>;
  /** Mutes a chat from now on, or ends that; null: not muted. */
  'conversations.mute': (request: {
    readonly conversationId: string;
    readonly length: MuteLengthName | null;
  }) => Result<null>;
  /** Puts a chat into the archive, or back into the list; what is on the desktop of one that is put away goes. */
  'conversations.archive': (request: {
    readonly conversationId: string;
    readonly isArchived: boolean;
  }) => Result<null>;
  /** Marks a chat as unread; with false everything that is in it is read. */
  'conversations.markUnread': (request: {
    readonly conversationId: string;
    readonly isUnread: boolean;
  }) => Result<null>;
  /**
   * Deletes a chat for this account on this computer: what was said in it, what waits to be sent and what is being written is
   * erased, and the server does not bring it back. The others keep theirs. What is said from then on makes the chat anew.
   */
  'conversations.delete': (request: { readonly conversationId: string }) => Result<null>;
  /** The chat with somebody or of a room, for writing in it; one that was deleted comes back empty. */
  'conversations.begin': (request: {
    readonly kind: ConversationView['kind'];
    readonly node: string;
  }) => Result<ConversationView>;
}
