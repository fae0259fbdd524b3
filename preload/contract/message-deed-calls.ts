import type { MessageView, QuoteView } from './message-views';
import type { Result } from './result';
import type { MemberView } from './views';

/** What is put into the composer for editing a message. */
export interface EditableView {
  /** A text, or what goes with a picture; empty for nothing there. */
  readonly text: string;
  /** It goes with a picture, or with the pictures of an album, and may be nothing. */
  readonly isCaption: boolean;
  /** Whom it calls. */
  readonly mentions: readonly MemberView[];
}

/** What can be done with a message that is there; a part of `AccountCalls`. */
export interface MessageDeedCalls {
  /**
   * Takes an own message back and says this instead, with what it answered: in one step, and the new one only once the server has taken
   * the old one back. A picture goes out again with other words, and so does its album. Answers the new message, or the old one where
   * nothing was changed. `cannotEdit`: it burns, was forwarded, or has no words; `revokeWindowOver`; `stillOnItsWay`: the server has not confirmed it yet.
   */
  'messages.edit': (request: {
    readonly messageId: string;
    /** Empty where nothing is to go with a picture. */
    readonly text: string;
    /** As those of a text that is sent. */
    readonly mentions: readonly string[];
  }) => Result<MessageView>;
  /** The words of an own message that may be edited now, whole; of a picture those of its album. */
  'messages.editable': (request: { readonly messageId: string }) => Result<EditableView>;
  /** Keeps a message in view in its chat, on this computer alone, or no longer. `cannotPin`: it burns, or is gone. */
  'messages.pin': (request: { readonly messageId: string; readonly isPinned: boolean }) => Result<null>;
  /** What is pinned in a chat, the newest pin first; what is gone is pinned no more. */
  'messages.pinned': (request: { readonly conversationId: string }) => Result<readonly QuoteView[]>;
  /**
   * Says something to a message in one emoji, instead of what the user said before; null takes it back. `cannotReact`: it burns, or
   * the server does not have it yet; `invalidArgument`: that is no emoji.
   */
  'messages.react': (request: { readonly messageId: string; readonly emoji: string | null }) => Result<null>;
}
