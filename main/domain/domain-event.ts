import type { ConversationAddress } from './conversation';
import type { MessageId, NodeId, ServerMid } from './ids';
import type { BurnTerms, MessageContent } from './message';
import type { OwnReaction } from './reaction';
import type { Receipt } from './receipt';

/** Through which door something came; decides on notifications. */
export type EventSource = 'live' | 'offline' | 'history';

/** A message exists on the server: somebody's, or the echo of an own one. */
export interface MessageReceived {
  readonly kind: 'messageReceived';
  readonly conversation: ConversationAddress;
  readonly author: NodeId;
  readonly isMine: boolean;
  /** The room in which both are and through which this one-to-one message goes; null for any other. The server has checked it. */
  readonly viaRoom: NodeId | null;
  readonly cid: string | null;
  readonly mid: ServerMid;
  /** Server time in nanoseconds; 0 when the server gave none. */
  readonly sentAtNs: bigint;
  readonly content: MessageContent;
  /** The message that its author answers, as the author says: it may be none of this chat. */
  readonly replyTo: ServerMid | null;
  /** The message that this one replaces, as its author says; absent for none. Believed only of an own one of that author. */
  readonly replaces?: ServerMid;
  /** Whom it calls; only in rooms. */
  readonly mentions: readonly NodeId[];
  /** Null for a message that stays. */
  readonly burnTerms: BurnTerms | null;
  readonly source: EventSource;
  /** Nobody can have seen it here. Of what the history brings, this is false for what was said before this computer took part. */
  readonly isNews: boolean;
}

/** A message that was kept as it came can be read now. */
export interface MessageReadable {
  readonly kind: 'messageReadable';
  readonly messageId: MessageId;
  /** What it says; `isNews` is what was known when it came. */
  readonly message: MessageReceived;
}

/**
 * Somebody took a message back or burned it. `mid` is the server's own word; `claimedMid` is what the sender wrote into
 * `extend.mid`, believed only if the message it names may be touched by `by`.
 */
export interface MessageErased {
  readonly kind: 'messageRevoked' | 'messageBurned';
  readonly conversation: ConversationAddress;
  readonly by: NodeId;
  readonly isMine: boolean;
  readonly mid: ServerMid | null;
  readonly claimedMid: ServerMid | null;
  readonly sentAtNs: bigint;
}

/** The receiver says that a burn message was opened. `claimedMid` is believed only for an own burn message to that receiver. */
export interface MessageOpened {
  readonly kind: 'messageOpened';
  readonly conversation: ConversationAddress;
  readonly by: NodeId;
  readonly claimedMid: ServerMid | null;
}

/** Somebody answers a message in one sign, one to one (in rooms that is a message): only for themselves, says the server. */
export interface MessageReactedTo {
  readonly kind: 'messageReactedTo';
  readonly conversation: ConversationAddress;
  readonly by: NodeId;
  readonly claimedMid: ServerMid | null;
  /** Null: taken back. */
  readonly emoji: string | null;
  readonly sentAtNs: bigint;
}

/** Another device of the account tells what the user says to messages of one-to-one chats in a sign. */
export interface OwnReactionsCame {
  readonly kind: 'ownReactionsCame';
  readonly said: readonly OwnReaction[];
}

/** Somebody says what of that which was sent to them is there, and what was read. Believed only of own messages to them. */
export interface ReceiptCame {
  readonly kind: 'receiptCame';
  readonly conversation: ConversationAddress;
  readonly by: NodeId;
  readonly receipt: Receipt;
}

/** The server's history no longer has a message that it had: it was revoked or burned while nobody told us. */
export interface MessageVanished {
  readonly kind: 'messageVanished';
  readonly messageId: MessageId;
}

/** Somebody asks to be a friend. */
export interface FriendRequested {
  readonly kind: 'friendRequested';
  readonly node: NodeId;
  readonly greeting: string;
}

/** A business message hinted at a change. Friends can forge such messages, so they only make the client ask the server. */
export interface RosterHinted {
  readonly kind: 'rosterHinted';
  /**
   * Who ended what there was. The server takes messages from friends alone, so that of an open request nobody but the server
   * can say this: it was withdrawn. Null when nothing was ended.
   */
  readonly endedBy: NodeId | null;
}
/** What was said about this account and a room. */
export type RoomNews = 'admitted' | 'rejected' | 'pulled' | 'removed';
export interface RoomsHinted {
  readonly kind: 'roomsHinted';
  readonly room: NodeId | null;
  readonly news: RoomNews;
  /** Who did it; the server says itself who sends a message. Null where it was the server. */
  readonly by: NodeId | null;
}

/** Somebody asks a founder or manager to be let into a room. A friend can say so of any room. */
export interface RoomApplied {
  readonly kind: 'roomApplied';
  readonly room: NodeId;
  readonly node: NodeId;
  readonly text: string;
}

export type DomainEvent =
  | MessageReceived
  | MessageReadable
  | MessageErased
  | MessageOpened
  | MessageReactedTo
  | OwnReactionsCame
  | ReceiptCame
  | MessageVanished
  | FriendRequested
  | RosterHinted
  | RoomsHinted
  | RoomApplied;
