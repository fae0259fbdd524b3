import type { ConcealedFileView, FileContentView } from './file-views';
import type { FailureCode } from './result';

/** A piece of a text: long ones come in steps, without blank lines at their ends. Empty: nothing of it can be seen. */
export interface TextPartView {
  readonly text: string;
  /** Where `messages.more` goes on, UTF-16 units; absent when nothing is left. */
  readonly nextFrom?: number;
  /** The next step shows all of the rest; absent when it does not. */
  readonly isRestShort?: boolean;
  /** The message was longer than is kept; absent when it was not. */
  readonly isCut?: boolean;
}

/** What can be read or looked at; the bytes of a picture are fetched by `messages.image`. Sizes in pixels. */
export type ContentView = ({ readonly kind: 'text' } & TextPartView) | ImageContentView | FileContentView;

/** A picture, what goes with it, and what it was sent together with. */
export interface ImageContentView {
  readonly kind: 'image';
  readonly width: number;
  readonly height: number;
  /** Absent for nothing; mentions are places in it. */
  readonly caption?: string;
  /** The caption was longer than is kept; absent when it was not. */
  readonly isCut?: boolean;
  /** Pictures next to each other, of one author and with the same one, are an album; absent for a picture alone. */
  readonly albumId?: string;
}

/** Where an own message is on its way. Messages of others are always `sent`. */
export type DeliveryView =
  | { readonly state: 'pending' }
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly reason: FailureCode };

/** What the bubble holds. Concealed, expired, revoked and burned messages carry nothing of their content. */
export type BodyView =
  | ContentView
  /** Own burn message, readable by its author until the peer has read it to its end. */
  | {
      readonly kind: 'burnOwn';
      readonly content: ContentView;
      readonly seconds: number;
      /** As far as is known here. */
      readonly isOpened: boolean;
      /**
       * When it disappears here: the end of the peer's reading time once it was opened, of its unread life before; null
       * while the server does not have it. Milliseconds since 1970 in this computer's clock.
       */
      readonly expiresAtMs: number | null;
    }
  | {
      readonly kind: 'burnConcealed';
      readonly seconds: number;
      /** End of the reading time when the message was opened before and covered again; null when it was never opened. */
      readonly expiresAtMs: number | null;
      /** It is a file, which can be opened once all of it is here; absent for what is no file. */
      readonly file?: ConcealedFileView;
    }
  | {
      readonly kind: 'burnRevealed';
      readonly content: ContentView;
      readonly seconds: number;
      /** End of the reading time, milliseconds since 1970 in this computer's clock. */
      readonly expiresAtMs: number;
    }
  /**
   * Its time is over and nothing of it is shown, but it is still on this computer's disk: for a moment, or with a reason
   * until the disk takes the erasure.
   */
  | { readonly kind: 'erasing'; readonly reason: FailureCode | null }
  /** Erased on this computer. */
  | { readonly kind: 'burned' }
  /** The server no longer has it, and nobody said why: revoked, burned by a foreign client, or lost. */
  | { readonly kind: 'vanished' }
  | {
      readonly kind: 'revoked';
      readonly byMe: boolean;
      /** Until when `messages.reedit` gives the text back, milliseconds since 1970 in this computer's clock; null: not at all. */
      readonly reeditUntilMs: number | null;
      /** The message that its author said instead; absent for none, and where that is gone as well. */
      readonly replacedById?: string;
    }
  | { readonly kind: 'unsupported'; readonly text: string };

/** A place in a text that calls somebody by name, UTF-16 units. */
export interface MentionView {
  readonly start: number;
  readonly length: number;
  readonly isMe: boolean;
}

/**
 * What a message answers, looked up on this computer: the text never travels with the answer, so that it is gone with the
 * message it belongs to.
 */
export type QuoteView =
  | {
      readonly kind: 'text';
      readonly messageId: string;
      readonly authorName: string;
      readonly isMine: boolean;
      /** It is what its author said instead of what was answered; absent where it is that. */
      readonly isEdited?: true;
      /** One line, at most 120 characters. */
      readonly text: string;
    }
  | {
      readonly kind: 'image';
      readonly messageId: string;
      readonly authorName: string;
      readonly isMine: boolean;
      /** What goes with the picture: one line, at most 120 characters; absent for nothing. */
      readonly caption?: string;
    }
  | {
      readonly kind: 'file';
      readonly messageId: string;
      readonly authorName: string;
      readonly isMine: boolean;
      readonly name: string;
      /** What goes with the file: one line, at most 120 characters; absent for nothing. */
      readonly caption?: string;
      /** How long a recording is; absent for any other file. */
      readonly voiceMs?: number;
    }
  | {
      /** `burn`: somebody else's client answered a burn message; nothing of it is shown in any state. */
      readonly kind: 'burn' | 'revoked' | 'burned' | 'vanished' | 'unsupported';
      readonly messageId: string;
      readonly authorName: string;
      readonly isMine: boolean;
    }
  /** Not on this computer. */
  | { readonly kind: 'missing' };

/** What people say to a message in one sign: each of them one. */
export interface ReactionView {
  readonly emoji: string;
  readonly count: number;
  /** The user of this account is among them. */
  readonly isMine: boolean;
  /** What the first of the others are called, at most `mostReactorNames`. */
  readonly names: readonly string[];
}

/** Most people whom a reaction names; of the others there is the number. */
export const mostReactorNames = 12;

export interface MessageView {
  readonly messageId: string;
  readonly conversationId: string;
  readonly authorNode: string;
  readonly authorName: string;
  readonly isMine: boolean;
  /** Name of the room through which a one-to-one message went; absent for any other. */
  readonly viaRoomName?: string;
  /** Server time, milliseconds since 1970; own time corrected by the known offset until the server has answered. */
  readonly sentAtMs: number;
  readonly body: BodyView;
  /**
   * Its author says that somebody of this name wrote it first; empty where they say no name. Nobody has checked that. Absent for
   * what was not forwarded, and while nothing of it is shown.
   */
  readonly forwardedFrom?: string;
  /** Its author said it instead of something that they took back; absent for what stands as it was said first. */
  readonly isEdited?: true;
  /** The user keeps it in view in its chat; absent where not. */
  readonly isPinned?: true;
  /** The user has saved it; absent where not. */
  readonly isSaved?: true;
  /** Somebody else's recording, and the user has heard it; absent where not. */
  readonly isPlayed?: true;
  /** In the order in which they were first said; absent for none, and while nothing of the message is shown. */
  readonly reactions?: readonly ReactionView[];
  /** Null when it answers nothing, and while nothing of it is shown. */
  readonly quote: QuoteView | null;
  /** Whom the text calls, in the order of the text, without overlaps; empty while nothing of it is shown. */
  readonly mentions: readonly MentionView[];
  /** Somebody else's, and nobody has seen it here. */
  readonly isUnread: boolean;
  readonly delivery: DeliveryView;
  /** A revoke or burn that the server has not confirmed yet, or has refused. */
  readonly operation: OperationView | null;
  /** Place in the chat: ascending, opaque, comparable as a string. */
  readonly sortKey: string;
}

export interface OperationView {
  readonly kind: 'revoke' | 'burn';
  readonly state: 'pending' | 'failed';
  readonly reason: FailureCode | null;
  /** It is taken back because another text is to stand in its place; absent where not. */
  readonly isEdit?: true;
}

/** A picture as it came, in a format that a window can paint. */
export interface ImageBytesView {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** It moves: it is played only where the user asks for it. */
  readonly isAnimated: boolean;
}

/** One window of a chat's history, oldest first. */
export interface MessagePageView {
  readonly messages: readonly MessageView[];
  /** Pass as `before` for the page above; null when this is the beginning. */
  readonly earlier: string | null;
  /** There is something above, not just nobody who has said that there is nothing; absent when not. */
  readonly isEarlierKnown?: boolean;
  /** Pass as `after` for the page below; absent when this one ends with the newest message. */
  readonly later?: string;
}

/** The newest own message that may still be revoked in a chat, for the hint under the composer. */
export interface RevocableView {
  readonly messageId: string;
  /** End of the window, milliseconds since 1970 in server time; null: without limit. */
  readonly untilMs: number | null;
}
