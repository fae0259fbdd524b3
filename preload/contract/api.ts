import type { EmojiShelfView, SkinTone } from './emoji-views';
import type { LinkView } from './add-link';
import type { ChangeBatch } from './changes';
import type { ConversationCalls } from './conversation-calls';
import type { FileCalls } from './file-calls';
import type { LockCalls } from './lock-calls';
import type { MediaCalls } from './media-calls';
import type { PlaybackCalls } from './playback-calls';
import type { PersonView, PictureView, ProfileChangeView } from './profile-views';
import type { AroundRequest, AroundView, PageBelowRequest, PageRequest } from './paging';
import type { MessageDeedCalls } from './message-deed-calls';
import type { OwnPresenceView, PresenceChoiceName, PresenceView, TypingView } from './presence-views';
import type { FailureCode, Result } from './result';
import type { RoomCalls } from './room-calls';
import type { SavedCalls } from './saved-calls';
import type { SearchFilterView, SearchPageView } from './search-views';
import type {
  ImageBytesView,
  MentionView,
  MessagePageView,
  MessageView,
  QuoteView,
  RevocableView,
  TextPartView,
} from './message-views';
import type {
  AccountView,
  ContactView,
  DraftView,
  EncodingChoice,
  MemberView,
  SettingsView,
  SignOutView,
  SnapshotView,
} from './views';

/** Most single rows that one question may name: messages, chats or people. */
export const maxRowsPerQuestion = 500;

/** Most chats to which messages are passed on at once. */
export const maxForwardTargets = 20;

/** Most messages that can be selected, and so named by what is done with several at once. */
export const maxSelectedMessages = 100;

/** Most pictures that one question may name. */
export const maxPicturesPerQuestion = 50;

export interface Credentials {
  /** `host:port`, `ws://host:port/tim` or `wss://host/tim`; several, separated by commas or spaces, are one cluster. */
  readonly serverAddress: string;
  readonly name: string;
  readonly password: string;
  readonly encoding: EncodingChoice;
  /** The user accepted an unencrypted connection to a server that is not this computer. */
  readonly allowInsecure: boolean;
}

export interface ContactListRequest {
  /** The node behind which the page begins; null for the first one. */
  readonly after: string | null;
  /** Number of contacts, 1 to 500. */
  readonly limit: number;
}

export interface SearchRequest {
  /** At most 200 UTF-16 units: parts between white space, all of which a message has to contain; empty: whatever the filter wants. */
  readonly text: string;
  /** Null: all chats. */
  readonly conversationId: string | null;
  /** What the hits are kept to; absent: to nothing. */
  readonly filter?: SearchFilterView;
  /** `earlier` of the page before; null for the newest. */
  readonly before: string | null;
  /** Number of hits, 1 to 100. */
  readonly limit: number;
}

export interface Draft {
  readonly conversationId: string;
  readonly text: string;
  /** Reading time after reveal in seconds; null for a message that stays. */
  readonly burnSeconds: number | null;
  /** The message of the same chat that this one answers; null for none. */
  readonly replyToId: string | null;
  /** tim nodes of the members whom the text calls by “@” and their name; only in rooms, at most 50. */
  readonly mentions: readonly string[];
  /** The kept draft that ends with this message, if it does: it is forgotten in the transaction that stores the message. */
  readonly draftId?: string;
}

/** What a picture may be, so that the server is likely to store it and windows can show it. */
export interface PictureLimitsView {
  /** Most bytes. */
  readonly bytes: number;
  /** Most bytes of one that moves, or that is so long that nothing could be read on a smaller one. */
  readonly largeBytes: number;
  /** Most pixels of one that moves. */
  readonly movingPixels: number;
  /** Most pixels of all its frames together. */
  readonly pixelsOfAllFrames: number;
}

export interface ImageDraft {
  readonly conversationId: string;
  /** JPEG, PNG, WebP or GIF, at most as large as `messages.sizeLimit` says. */
  readonly bytes: Uint8Array;
  /** What goes with it, at most 1,024 UTF-16 units; empty for nothing. */
  readonly caption: string;
  /** As those of a text. */
  readonly mentions: readonly string[];
  /** A UUID that it shares with the pictures that are sent together with it; absent for a picture alone. */
  readonly albumId?: string;
  /** Reading time after reveal in seconds; null for a message that stays. */
  readonly burnSeconds: number | null;
  /** The message of the same chat that this one answers; null for none. */
  readonly replyToId: string | null;
  /** The kept draft that ends with this picture, if it does. */
  readonly draftId?: string;
}

/** What became of messages that were passed on: each counts once in every chat. */
export interface ForwardedView {
  readonly sentCount: number;
  readonly unsentCount: number;
  /** Why the first of those was not sent; null when all were. */
  readonly reason: FailureCode | null;
}

/** What still waits to reach the server. */
export interface UnsentView {
  /** Own messages. */
  readonly messages: number;
  /** Messages that are erased here already and not yet on the server: revokes and burns. */
  readonly erasures: number;
}

/** What is put back into the composer for writing a message anew. */
export interface ReeditView {
  readonly text: string;
  /** What the message answered, if that can still be answered. */
  readonly replyToId: string | null;
  /** Whom it called. */
  readonly mentions: readonly MemberView[];
}

/**
 * Every call about the app, this computer, and which accounts are open: name, argument, answer. The names are the channels.
 * Adding a call means: a line here or in `AccountCalls`, a schema in `schemas.ts`, a handler in `main`; the compiler and the
 * contract test ask for all three.
 */
export interface AppCalls extends LockCalls {
  'app.snapshot': (request: null) => SnapshotView;
  'app.changeSettings': (settings: Partial<SettingsView>) => Result<SettingsView>;
  /** Puts text on the clipboard of the system. */
  'app.copyText': (text: string) => Result<null>;
  /**
   * Opens a link of a text outside, as it is written there; where there is doubt the user is asked first. Refused with
   * `linkRefused` when nobody could tell what it would open.
   */
  'app.openLink': (link: string) => Result<null>;
  /** The window tells that its first chat is on the screen. */
  'app.painted': (request: null) => null;
  /** Whether somebody sees what the window shows; while nobody does, news are told on the desktop. */
  'app.attend': (request: { readonly isAttended: boolean }) => null;
  /** The global shortcut rests while its keys are being chosen: pressing the present ones must not revoke anything. */
  'app.pauseShortcut': (request: { readonly isPaused: boolean }) => null;
  /** The link that was opened outside and waits for this window, for the last time; null for none. */
  'app.takeLink': (request: null) => LinkView | null;
  /**
   * The user begins to record, or has ended: only meanwhile may the page hear the microphone, and nothing else of the kind. Asks the
   * system where that wants to be asked; `microphoneRefused` when it says no.
   */
  'app.microphone': (request: { readonly isWanted: boolean }) => Result<null>;

  'account.signUp': (credentials: Credentials) => Result<AccountView>;
  'account.signIn': (credentials: Credentials) => Result<AccountView>;
  /** Signs in again an account that this computer knows, with the password kept in its encrypted database. */
  'account.resume': (request: { readonly accountId: string }) => Result<AccountView>;
  /** Starts the server of this computer and signs up there. */
  'account.tryHere': (request: { readonly name: string }) => Result<AccountView>;
  /**
   * Keeps the files of an account that cannot be opened under another name, so that it can begin anew on this computer.
   * Nothing is deleted; refused for files that can be opened.
   */
  'account.keepAside': (request: { readonly serverAddress: string; readonly name: string }) => Result<null>;
}

/**
 * Every call that belongs to one open account. Its id travels beside the argument (`AccountEnvelope`), so that no call can
 * forget it; for an account that is not open, main answers `notSignedIn` before any handler runs. All of them answer with a
 * `Result`.
 */
export interface AccountCalls
  extends RoomCalls, ConversationCalls, MessageDeedCalls, SavedCalls, FileCalls, MediaCalls, PlaybackCalls {
  /**
   * Ends the session. `keep`: the account stays known and its data lies encrypted on this computer. `wipe`: everything of the
   * account on this computer is destroyed, at the latest by the next start; what was not sent is lost (`account.unsent`).
   */
  'account.signOut': (request: { readonly data: 'keep' | 'wipe' }) => Result<SignOutView>;
  /** What still waits to reach the server. */
  'account.unsent': (request: null) => Result<UnsentView>;
  /**
   * Changes the password on the server and here. Refused before anything is sent: `passwordEmpty`, `passwordTooShort`,
   * `passwordTooEasy`, `passwordTooLong`, `passwordSame`. `passwordUnconfirmed`: the server may have changed it or not; both
   * passwords are kept until a sign-in has shown which one holds.
   */
  'account.changePassword': (request: {
    readonly currentPassword: string;
    readonly newPassword: string;
  }) => Result<null>;
  /** What becomes of the messages that the server seems to have lost: erased here, too, or kept here. */
  'account.resolveMissing': (request: { readonly decision: 'erase' | 'keep' }) => Result<null>;
  /** Notes what only the window knows of a trial: that it was shown how to invite others, or that the user has closed it. */
  'trial.note': (request: { readonly deed: 'invited' | 'closed' }) => Result<null>;
  /** Asks for an immediate attempt while the connection waits, or after being kicked. */
  'connection.retryNow': (request: null) => Result<null>;

  'messages.page': (request: PageRequest) => Result<MessagePageView>;
  /** The page below, from this computer alone: what is newer than something that is shown is here, or comes as a change. */
  'messages.pageBelow': (request: PageBelowRequest) => Result<MessagePageView>;
  /**
   * The page around a place, in one step where the place is on this computer; else the server's history is read down to it first, until
   * something else of the account is asked for. `timedOut`, `offline`: the server did not say what is there; `messageNotFound`: the place
   * is no more.
   */
  'messages.around': (request: AroundRequest) => Result<AroundView>;
  /** Current state of single messages; unknown ids are left out. */
  'messages.byIds': (request: { readonly messageIds: readonly string[] }) => Result<readonly MessageView[]>;
  /** Texts of this computer that were not to be burned and are still there; one character of Chinese is enough. */
  'messages.search': (request: SearchRequest) => Result<SearchPageView>;
  /** Answers as soon as the message is stored, with the message, so that it is shown at once; delivery is told by changes. */
  'messages.send': (draft: Draft) => Result<MessageView>;
  'messages.sendImage': (draft: ImageDraft) => Result<MessageView>;
  /**
   * Saves the picture of a message as a file where the user chooses; `isSaved` is false when they have changed their mind. Refused
   * with `burnStaysHere` for what burns.
   */
  'messages.savePicture': (request: { readonly messageId: string }) => Result<{ readonly isSaved: boolean }>;
  /**
   * Puts the picture of a message, which the window shows at this place, on the clipboard; CSS pixels of the window. Refused with
   * `burnStaysHere` for what burns.
   */
  'messages.copyPicture': (request: {
    readonly messageId: string;
    readonly x: number;
    readonly y: number;
  }) => Result<null>;
  /** The bytes of a picture that the window may show now. */
  'messages.image': (request: { readonly messageId: string }) => Result<ImageBytesView>;
  /** The next step of a text that the window may show now, from `nextFrom` on; places of mentions count from its beginning. */
  'messages.more': (request: {
    readonly messageId: string;
    readonly from: number;
  }) => Result<TextPartView & { readonly mentions: readonly MentionView[] }>;
  /**
   * Sends a failed message again. What it replaces is taken back with it, if that still stands; `isApart`: it goes out as a message of
   * its own, and what it was to replace stays.
   */
  'messages.retry': (request: { readonly messageId: string; readonly isApart?: boolean }) => Result<null>;
  /** What a new picture may be, with `messageId` null; of one that the server refused for its size less than that. */
  'messages.sizeLimit': (request: { readonly messageId: string | null }) => Result<PictureLimitsView>;
  /** Sends a picture that the server refused for its size as a smaller one. */
  'messages.sendSmaller': (request: {
    readonly messageId: string;
    readonly bytes: Uint8Array;
  }) => Result<null>;
  /** Removes a failed message from this computer. */
  'messages.discard': (request: { readonly messageId: string }) => Result<null>;
  /**
   * Erases messages on this computer alone: others keep theirs, and nothing brings them back here. Answers how many of them are
   * gone now; not those that burn, which burn, and not those on their way, which are revoked.
   */
  'messages.deleteHere': (request: {
    readonly messageIds: readonly string[];
  }) => Result<{ readonly deletedCount: number }>;
  /**
   * Passes messages of one chat on to several chats, in the order in which they stand, as messages of their own that name who wrote
   * them first. What burns, is gone or cannot be read here is left out, and so are chats in which nothing can be said.
   */
  'messages.forward': (request: {
    readonly messageIds: readonly string[];
    readonly conversationIds: readonly string[];
  }) => Result<ForwardedView>;
  'messages.revoke': (request: { readonly messageId: string }) => Result<null>;
  /** The text of an own message that was taken back within the last five minutes, for writing it anew. */
  'messages.reedit': (request: { readonly messageId: string }) => Result<ReeditView>;
  /** What an answer to a message shows of it, at this moment. */
  'messages.quote': (request: { readonly messageId: string }) => Result<QuoteView>;
  /** Opens a concealed burn message; the answer is the revealed message and its clock runs. */
  'messages.reveal': (request: { readonly messageId: string }) => Result<MessageView>;
  /** Erases a burn message of somebody else now, here and on the server. */
  'messages.burnNow': (request: { readonly messageId: string }) => Result<null>;
  /** The newest own message of a chat that may still be revoked. */
  'messages.revocable': (request: { readonly conversationId: string }) => Result<RevocableView | null>;

  /** What is being written in the chats, one draft for each at most. */
  'drafts.list': (request: null) => Result<readonly DraftView[]>;
  /**
   * Keeps a draft as it stands, encrypted and over restarts; what is to burn and what was taken back over the end of the window
   * only. An empty one is forgotten. `draftNotKept`: it would be lost with the app.
   */
  'drafts.keep': (draft: DraftView) => Result<null>;

  /** The emoji that were chosen last, and the colour of their skin. */
  'emoji.shelf': (request: null) => Result<EmojiShelfView>;
  /** Notes one that was chosen, on this computer alone; never one for what burns. */
  'emoji.noteChosen': (request: { readonly emoji: string }) => Result<null>;
  'emoji.chooseTone': (request: { readonly skinTone: SkinTone }) => Result<null>;

  /** The next contacts in the order of their nodes; fewer than were asked for are the last ones. */
  'contacts.list': (request: ContactListRequest) => Result<readonly ContactView[]>;
  /** Current rows of single people; those that are no contacts are left out. */
  'contacts.byNodes': (request: { readonly nodes: readonly string[] }) => Result<readonly ContactView[]>;
  /** Names of people as they are known by now, contacts or not; without one the name is the node. */
  'people.byNodes': (request: { readonly nodes: readonly string[] }) => Result<readonly MemberView[]>;
  /** What is known here about somebody, oneself included. */
  'people.profile': (request: { readonly node: string }) => Result<PersonView>;
  /**
   * Asks the server about somebody, unless that was done half a minute ago, and answers what is known then. `unknownAccount`: the
   * server knows nobody of this id any more; `timedOut`: it says nothing.
   */
  'people.look': (request: { readonly node: string }) => Result<PersonView>;
  /** Names somebody for this account alone; nobody is told. Empty: no more. */
  'people.setRemark': (request: { readonly node: string; readonly remark: string }) => Result<null>;
  /** Pictures of people, named by the chat with them, and of rooms; whoever has none is left out. */
  'pictures.of': (request: { readonly owners: readonly string[] }) => Result<readonly PictureView[]>;
  /**
   * Tells the server something else about oneself. `nameEmpty`: neither a name nor a nickname would be left; `profileTextTooLong`,
   * `birthdayInvalid`, `imageTooLarge`, `imageUnreadable`, `profileTooLarge`: nothing was sent.
   */
  'profile.change': (change: ProfileChangeView) => Result<PersonView>;

  /** Chooses how friends see the user; kept over restarts, and told to the other devices of the account that are there. */
  'presence.choose': (request: {
    readonly choice: PresenceChoiceName;
    readonly note: string;
  }) => Result<OwnPresenceView>;
  /** Every friend of whom something is known; the others are offline. */
  'presence.list': (request: null) => Result<readonly PresenceView[]>;
  /** The same of some people; those of whom nothing is known are left out. */
  'presence.byNodes': (request: { readonly nodes: readonly string[] }) => Result<readonly PresenceView[]>;
  /** The user writes in a chat, or has emptied the field. The other side hears of it if it may, once in three seconds at most. */
  'typing.note': (request: { readonly conversationId: string; readonly isTyping: boolean }) => Result<null>;
  /** Who writes at this moment, and where. */
  'typing.list': (request: null) => Result<readonly TypingView[]>;

  /**
   * Sends a friend request to an id or the link with one. Whoever has asked already is a friend then (`isFriend`). `node` is the id
   * that was meant.
   */
  'contacts.add': (request: {
    readonly node: string;
    readonly greeting: string;
  }) => Result<{ readonly node: string; readonly isFriend: boolean }>;
  'contacts.accept': (request: { readonly node: string }) => Result<null>;
  /** Puts a request aside on this computer; nobody is told, and it can be taken back. */
  'contacts.decline': (request: { readonly node: string }) => Result<null>;
  /** Takes the declining back: the request is open again. */
  'contacts.reconsider': (request: { readonly node: string }) => Result<null>;
  /** Ends a friendship, withdraws an own request, or lifts an own block. The chat and what was said in it stay. */
  'contacts.remove': (request: { readonly node: string }) => Result<null>;
  /** They reach this account no more, and the friendship ends if there is one. A friend is not told. */
  'contacts.block': (request: { readonly node: string }) => Result<null>;
}

export type AppCallName = keyof AppCalls;
export type AccountCallName = keyof AccountCalls;
export type CallName = AppCallName | AccountCallName;

type Calls = AppCalls & AccountCalls;
export type CallArgument<N extends CallName> = Parameters<Calls[N]>[0];
export type CallAnswer<N extends CallName> = ReturnType<Calls[N]>;
/** The value inside the `Result` of a call of an account. */
export type AccountCallValue<N extends AccountCallName> =
  CallAnswer<N> extends Result<infer Value> ? Value : never;

/** What crosses the bridge for a call of an account. Made in `create-api.ts`, opened in `main/ipc`, nowhere else. */
export interface AccountEnvelope {
  readonly accountId: string;
  readonly argument: unknown;
}

/** The object that the preload script puts on the window as `messenger`: frozen functions only. */
export interface MessengerBridge {
  /** Calls about the app. */
  call<N extends AppCallName>(name: N, argument: CallArgument<N>): Promise<CallAnswer<N>>;
  /** Calls of one account. */
  callAccount<N extends AccountCallName>(
    accountId: string,
    name: N,
    argument: CallArgument<N>,
  ): Promise<CallAnswer<N>>;
  /** Registers a listener for change batches; the answer removes it. */
  onChanges(listener: (batch: ChangeBatch) => void): () => void;
}
