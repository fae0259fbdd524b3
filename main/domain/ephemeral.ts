import type { ConversationAddress } from './conversation';
import type { DeviceReactions } from './device-words';
import type { FileWords } from './file-transfer';
import type { NodeId } from './ids';
import type { DomainEvent } from './domain-event';
import type { OwnChoice } from './presence-choice';
import type { Receipt } from './receipt';

/** How somebody says that they can be reached. `gone`: their last device has left, which the server alone can say. */
export type Availability = 'here' | 'away' | 'busy' | 'gone';

/** What somebody says about being reachable. */
export interface PresenceContent {
  readonly availability: Availability;
  /** In their own words, on one line and as short as a name; empty for none. */
  readonly note: string;
  /** They would like to hear the same of us. */
  readonly asksBack: boolean;
  /** Which version of the card is the newest: whoever has another one asks the server for it. Absent where nothing says so. */
  readonly cardVersion?: string;
  /** What a device tells the other devices of its account, and nobody else; absent in everything that friends are told. */
  readonly choice?: OwnChoice;
}

/** Somebody writes in a chat, or has stopped to. */
export interface TypingContent {
  readonly isTyping: boolean;
}

/**
 * What passes by and is never stored: one member for each kind, with whom it can be told to and what it says. A new member
 * does not compile before it has its row in `main/ephemeral/kinds.ts` and its handler.
 */
export interface EphemeralKinds {
  readonly presence: {
    /** Everybody who is a friend and there, or these accounts. */
    readonly target: 'roster' | readonly NodeId[];
    readonly content: PresenceContent;
  };
  readonly typing: { readonly target: ConversationAddress; readonly content: TypingContent };
  /** What two devices say to each other about the bytes of a file. */
  readonly file: { readonly target: NodeId; readonly content: FileWords };
  /** To the other side of a one-to-one chat. */
  readonly receipt: { readonly target: ConversationAddress; readonly content: Receipt };
  /** To the own address: the other devices of the account. */
  readonly deviceReactions: { readonly target: NodeId; readonly content: DeviceReactions };
}

/** A kind of what passes by. */
export type EphemeralKind = keyof EphemeralKinds;

/** Something of a kind that has come, from somebody who is known. */
export interface EphemeralNews<Kind extends EphemeralKind> {
  /** The account itself, when another device of it says something of a kind that devices tell each other. */
  readonly from: NodeId;
  /** The chat that it belongs to. */
  readonly conversation: ConversationAddress;
  readonly content: EphemeralKinds[Kind]['content'];
}

/**
 * What is done with each kind. A handler keeps what it needs in memory, within limits; it never writes. What must outlive the
 * connection it answers as a fact, which is committed before the server hears that it has come; null for nothing of that kind.
 */
export type EphemeralHandlers = {
  readonly [Kind in EphemeralKind]: (news: EphemeralNews<Kind>) => DomainEvent | null;
};

/** Kinds that may come from somebody who is no friend, where there is a reason for it; of all others nothing does. */
export type EphemeralExpectations = {
  readonly [Kind in EphemeralKind]?: (news: EphemeralNews<Kind>) => boolean;
};

/**
 * What became of something that was sent. tim confirms nothing: `sent` means that the server had it and did not refuse it for
 * as long as a refusal can take. `expired`: its time was over first, and it may have gone out; `offline`: there was no
 * connection, or it ended first; `superseded`: a newer one of its kind took its place before it went out; `tooMany`: too many
 * waited; `refused` carries tim's error code, 0 where tim names none.
 */
export type EphemeralOutcome =
  | { readonly kind: 'sent' | 'expired' | 'offline' | 'superseded' | 'tooMany' }
  | { readonly kind: 'refused'; readonly code: number };
