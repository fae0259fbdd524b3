import type { ChatFolder, ConversationCareView } from './chat-care-views';
import type { ConnectionView } from './connection-view';
import type { RemarkedView, StandingView } from './contact-views';
import type { OwnPresenceView, TypingNotices } from './presence-views';
import type { FailureCode } from './result';
import type { StartFailureView } from './start-failure-view';
import type { TrialView } from './trial-view';

export type { ConnectionState, ConnectionView } from './connection-view';
export type { ContactView, RemarkedView, StandingView } from './contact-views';

/** Languages of the app. */
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Colour themes; `system` follows the desktop. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Wire encodings a user can choose (settings); compact is the default. */
export const encodings = ['compact', 'json'] as const;
export type EncodingChoice = (typeof encodings)[number];

/** Keys that can send: Enter alone, or with the key for commands, so that Enter begins a new line. */
export const sendKeys = ['enter', 'commandEnter'] as const;
export type SendKey = (typeof sendKeys)[number];

/** What the user chose for this computer. No secrets. */
export interface SettingsView {
  readonly locale: Locale;
  readonly theme: Theme;
  /** How long after sending an own message can be revoked, seconds in server time; null: without limit. */
  readonly revokeWindowSeconds: number | null;
  /**
   * Shortcut that revokes the last message from anywhere on the desktop, an Electron accelerator that passes
   * `isAccelerator`; null: none.
   */
  readonly revokeShortcut: string | null;
  /** What is open in a chat burns when the user leaves it. */
  readonly burnOnLeave: boolean;
  /** In which chats others hear that the user writes; nobody is shown as writing in the others. */
  readonly typingNotices: TypingNotices;
  /** Who calls the user by name in a muted chat is told all the same, and counted. */
  readonly mentionsBreakMute: boolean;
  /** The folder that the list of chats was left in. */
  readonly chatFolder: ChatFolder;
  /** Which key sends what is written; the other one begins a new line, as does Shift+Enter. */
  readonly sendKey: SendKey;
  /** What people type to format (`*bold*`, `code`) is shown formatted. */
  readonly formatsTexts: boolean;
  /** The user has read that the keys of this computer lie in files. */
  readonly isKeyNoticeRead: boolean;
}

/** What became of the global shortcut. `taken`: the system or another program has it. */
export type ShortcutState = 'off' | 'active' | 'taken';

/** A signed-in account. */
export interface AccountView {
  /** Local key of the account on this computer. */
  readonly accountId: string;
  /** tim node: the id that others add. */
  readonly node: string;
  /** What it is called everywhere: the nickname, else the name that it tells, else the one that it signs in with. */
  readonly name: string;
  /** The name that it signs in with, where that is another one; absent otherwise. */
  readonly signInName?: string;
  /** `ws://host:port/tim` or `wss://...` */
  readonly serverUrl: string;
  readonly encoding: EncodingChoice;
  /** True for the server that runs on this computer. */
  readonly isLocalServer: boolean;
}

/**
 * What of an account is on this computer after a sign-out. `remnants`: the disk has not given everything out yet; it is destroyed as
 * soon as it does, at the latest by the next start.
 */
export interface SignOutView {
  readonly remains: 'data' | 'nothing' | 'remnants';
}

/** An account that was used on this computer and can be signed in again. */
export interface KnownAccountView {
  readonly accountId: string;
  /** tim node, which chooses the colour of the avatar everywhere. */
  readonly node: string;
  readonly name: string;
  readonly serverUrl: string;
  /** True for an account of the server that runs on this computer. */
  readonly isLocalServer: boolean;
}

/** How the database key is kept on this computer. `file`: no key store of the operating system could be used. */
export type KeyProtection = 'keyStore' | 'file';

/** Where the app stands between its start and the chats; a table in `main/account/start-state.ts`. */
export const startStates = ['locked', 'opening', 'signedIn', 'signedOut', 'failed'] as const;
export type StartState = (typeof startStates)[number];

/** How many entries of lists were not kept because there were too many. */
export interface LeftOutView {
  readonly friends: number;
  /** Requests that came while too many were open. */
  readonly requests: number;
  readonly blocked: number;
  readonly rooms: number;
  /** Applications to rooms that came while too many were open. */
  readonly applications: number;
  /** Messages of people and rooms that no list names, for which there were too many chats already. */
  readonly messages: number;
}

/** Everything about an open account that is not a list. */
export interface OpenAccountView {
  readonly account: AccountView;
  readonly connection: ConnectionView;
  /** How its user is seen. */
  readonly presence: OwnPresenceView;
  /** What guards the key of its database: it may have been made before there was a key store, or while there was one. */
  readonly keyProtection: KeyProtection;
  /**
   * Messages that are here and no longer on the server, in a way that does not look like revokes and burns: the user
   * decides, see `account.resolveMissing`.
   */
  readonly missingOnServer: number;
  readonly leftOut: LeftOutView;
  /** Null for accounts of real servers, and once the user has closed it. */
  readonly trial: TrialView | null;
}

/** Everything that is not a list; fetched at start and after a gap in the change numbers. */
export interface SnapshotView {
  /** While it is `locked` or `opening`, calls of accounts are refused. */
  readonly startState: StartState;
  /** Every open account, the one opened last first. */
  readonly accounts: readonly OpenAccountView[];
  /** The one of them that the window shows; null: the sign-in. */
  readonly currentAccountId: string | null;
  readonly settings: SettingsView;
  readonly knownAccounts: readonly KnownAccountView[];
  /** What will guard the key of the next new account. */
  readonly keyProtection: KeyProtection;
  /** The accounts of the last session that are not open, and why; the one that would be shown stands first. */
  readonly startFailures: readonly StartFailureView[];
  readonly revokeShortcutState: ShortcutState;
  /** The screen is locked or the computer sleeps: nobody sees what the window shows. */
  readonly isScreenAway: boolean;
  readonly platform: 'win32' | 'darwin' | 'linux';
  readonly appVersion: string;
  /** The folder of this computer in which everything of the app lies. */
  readonly dataFolder: string;
  /** How many links were opened outside since the start; the last one waits for `app.takeLink`. */
  readonly linkNumber: number;
  /** Number of the last change batch that this snapshot contains. */
  readonly changeNumber: number;
}

/** What a chat list row says under the title. */
export type PreviewView =
  /** The server has said that nothing was ever written, or the chat has begun on this computer. */
  | { readonly kind: 'empty' }
  /** Nothing is here, and the server has not said yet whether there is something. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'text'; readonly text: string; readonly authorName: string | null }
  | { readonly kind: 'revoked'; readonly byMe: boolean; readonly authorName: string }
  /** `caption`: what goes with the picture, as one line; absent for nothing. */
  | { readonly kind: 'image'; readonly authorName: string | null; readonly caption?: string }
  | { readonly kind: 'burn' }
  | { readonly kind: 'burned' }
  /** The server no longer has it, and nobody said why. */
  | { readonly kind: 'vanished' }
  | { readonly kind: 'unsupported' };

/** What protects the messages of a chat between its two ends. */
export type ProtectionView = 'none';

export interface ConversationView extends RemarkedView, ConversationCareView {
  readonly conversationId: string;
  readonly kind: 'user' | 'room';
  /** tim node of the friend or the room. */
  readonly node: string;
  readonly title: string;
  readonly preview: PreviewView;
  /** Last activity in server time, milliseconds since 1970; 0 for a chat of before, in which nothing was ever said. */
  readonly lastActivityMs: number;
  /** When the friendship or the membership began on this computer, server time; 0 for one of before. */
  readonly beganAtMs: number;
  readonly unreadCount: number;
  /** Own messages that were refused, and that are neither sent again nor removed. */
  readonly failedCount: number;
  /** Own messages that wait to be sent. */
  readonly waitingCount: number;
  /** Something unread calls the own account by name. */
  readonly isMentioned: boolean;
  /** Reading time that new messages of this chat begin with, seconds; null: they stay. Always null in rooms. */
  readonly burnDefaultSeconds: number | null;
  readonly standing: StandingView;
  /**
   * Messages to somebody who is no friend go through this room, where both are: its name. They cannot burn, and once they are sent
   * they cannot be taken back. Absent for every other chat.
   */
  readonly viaRoomName?: string;
  /** Shown nowhere yet. */
  readonly protection: ProtectionView;
  /** Lines about messages taken back or burned before they came, of which there were too many to be kept; absent for none. */
  readonly droppedTombstones?: number;
}

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
export type ContentView = ({ readonly kind: 'text' } & TextPartView) | ImageContentView;

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
    }
  | { readonly kind: 'unsupported'; readonly text: string };

/** A place in a text that calls somebody by name, UTF-16 units. */
export interface MentionView {
  readonly start: number;
  readonly length: number;
  readonly isMe: boolean;
}

/**
 * What was decided about the next message of a chat. `asChat`: nothing, it is as the chat says. `burn`, `plain`: this one burns,
 * or stays. `afterBurn`: nothing, and the message before it burned alone, so that this may be the rest of it.
 */
export type DraftMode = 'plain' | 'asChat' | 'afterBurn' | 'burn';

/** What is being written in a chat. */
export interface DraftView {
  /** A UUID, one for each life of the field from empty to sent. */
  readonly draftId: string;
  readonly conversationId: string;
  readonly text: string;
  /** The message that it answers; null for none. */
  readonly replyToId: string | null;
  /** Members who were picked by name, as the name stands in the text. */
  readonly mentions: readonly MemberView[];
  /** Whether it burns. */
  readonly mode: DraftMode;
  /** Reading time that the user chose, seconds; null: as the chat or the text says. */
  readonly burnSeconds: number | null;
  /** Pictures that belong to it. They are not kept: whoever gets the draft back can only tell that they are missing. */
  readonly pictureCount: number;
  /** It holds words of a message that was taken back. */
  readonly isTakenBack: boolean;
}

/** Somebody in a room, to be called by name. */
export interface MemberView extends RemarkedView {
  readonly node: string;
  readonly name: string;
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
