import type { ChatFolder, ConversationCareView } from './chat-care-views';
import type { ConnectionView } from './connection-view';
import type { RemarkedView, StandingView } from './contact-views';
import type { AutoFetchView } from './file-views';
import type { LockIdleMinutes, LockView, WhileLocked } from './lock-views';
import type { OwnPresenceView, TypingNotices } from './presence-views';
import type { ReceiptsView } from './receipt-views';
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
  /**
   * The other sides of one-to-one chats hear what of theirs is here and what was read, and the user sees what they tell. Who does not
   * share receipts sees none.
   */
  readonly sharesReceipts: boolean;
  /** Who calls the user by name in a muted chat is told all the same, and counted. */
  readonly mentionsBreakMute: boolean;
  /** The folder that the list of chats was left in. */
  readonly chatFolder: ChatFolder;
  /** Which key sends what is written; the other one begins a new line, as does Shift+Enter. */
  readonly sendKey: SendKey;
  /** What people type to format (`*bold*`, `code`) is shown formatted. */
  readonly formatsTexts: boolean;
  /** Which files come without a click. */
  readonly autoFetch: AutoFetchView;
  /** The user has read that the keys of this computer lie in files. */
  readonly isKeyNoticeRead: boolean;
  /** Minutes without a key or a pointer after which the app locks itself; null: never. Means something while there is a lock. */
  readonly lockIdleMinutes: LockIdleMinutes | null;
  /** The app locks itself with the screen, and when the computer goes to sleep. */
  readonly locksWithScreen: boolean;
  /** What messages do while the app is locked. */
  readonly whileLocked: WhileLocked;
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
  /** While the app is locked, there is nothing of any account in a snapshot. */
  readonly lock: LockView;
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
  /** `voiceMs`: how long a recording is; absent for any other file. */
  | {
      readonly kind: 'file';
      readonly authorName: string | null;
      readonly name: string;
      readonly voiceMs?: number;
    }
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
  /** What the other side tells of own messages; absent while it has told nothing, and in rooms. */
  readonly receipts?: ReceiptsView;
  /** Shown nowhere yet. */
  readonly protection: ProtectionView;
  /** Lines about messages taken back or burned before they came, of which there were too many to be kept; absent for none. */
  readonly droppedTombstones?: number;
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
