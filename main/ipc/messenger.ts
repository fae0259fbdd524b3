import type { AccountCallName, AppCallName, CallAnswer, CallArgument } from '../../preload/contract/api';
import type { Change } from '../../preload/contract/changes';
import type { LockView } from '../../preload/contract/lock-views';
import type { FailureCode, Result } from '../../preload/contract/result';
import type { SettingsView, SnapshotView } from '../../preload/contract/views';
import type { Disposable } from '../platform/disposable';
import type { RangedAnswer } from '../platform/ranged-answer';

/** Calls that the shell answers itself; all others about the app go to the messenger. */
type ShellCall =
  | 'app.snapshot'
  | 'app.copyText'
  | 'app.openLink'
  | 'app.painted'
  | 'app.attend'
  | 'app.pauseShortcut'
  | 'app.takeLink'
  | 'app.microphone';

type Awaitable<T> = T | Promise<T>;

/** The messenger's side of every call about the app: the same name, argument and answer, the answer perhaps later. */
export type AppCallHandlers = {
  readonly [N in Exclude<AppCallName, ShellCall>]: (argument: CallArgument<N>) => Awaitable<CallAnswer<N>>;
};

/** The messenger's side of every call of an account; whose it is has been found by then. */
export type AccountCallHandlers<Account> = {
  readonly [N in AccountCallName]: (argument: CallArgument<N>, account: Account) => Awaitable<CallAnswer<N>>;
};

/** Something of one account that the desktop may tell the user about, decided by the notification policy. Never any content. */
export type AccountNotice =
  | {
      readonly kind: 'message';
      readonly conversationId: string;
      readonly name: string;
      readonly isRoom: boolean;
    }
  /** So many people newly ask to be a friend; the name is that of the first. */
  | { readonly kind: 'friendRequest'; readonly name: string; readonly count: number }
  /** So many people newly ask to be let into rooms in which the account decides; name and chat are those of the first room. */
  | {
      readonly kind: 'roomApplication';
      readonly conversationId: string;
      readonly name: string;
      readonly count: number;
      readonly roomCount: number;
    }
  /** The account was let into the room that it asked for a seat in, or was not. */
  | {
      readonly kind: 'roomAnswer';
      readonly conversationId: string;
      readonly name: string;
      readonly isAdmitted: boolean;
    }
  /** Nobody waits any more: close what the desktop shows of them. */
  | { readonly kind: 'answered'; readonly what: 'friendRequest' | 'roomApplication' }
  /** Everything of this chat was read, revoked or burned: close what is still on the desktop. */
  | { readonly kind: 'withdrawn'; readonly conversationId: string }
  /** The user has signed out of the account: nothing of it stays on the desktop. */
  | { readonly kind: 'left' };

/** A notice and whose it is. */
export type Notice = AccountNotice & { readonly accountId: string };

/** The whole messenger below the shell, free of Electron. Made by `main/account`. */
export interface Messenger {
  readonly calls: AppCallHandlers;
  /** A call of an account; `notSignedIn` when it is not open, or was closed while the call ran. */
  callAccount<N extends AccountCallName>(
    accountId: string,
    name: N,
    argument: CallArgument<N>,
  ): Awaitable<CallAnswer<N>>;
  /** Everything of the snapshot but what only the shell and the broadcaster know. */
  snapshot(): Omit<
    SnapshotView,
    | 'platform'
    | 'appVersion'
    | 'dataFolder'
    | 'linkNumber'
    | 'revokeShortcutState'
    | 'isScreenAway'
    | 'changeNumber'
  >;
  settings(): SettingsView;
  /** Why no account can be asked for anything at this moment; null when the gate is open. */
  gateRefusal(): FailureCode | null;
  /** The app's lock. */
  lockView(): LockView;
  /** Locks the app at once, if there is a lock. Resolves when what is behind it is closed as far as is set. */
  lock(): Promise<void>;
  /** The open account that the window shows; null while the app is locked. */
  currentAccountId(): string | null;
  /** The window shows this account from now on, if it is open. */
  show(accountId: string): void;
  /** Unread messages of all chats of all open accounts, as far as they are counted: see docs/design.md, section “The list”. */
  unreadTotal(): number;
  /** Signs in the account used last, if there is one. Resolves when the attempt has begun or there is nothing to do. */
  start(): Promise<void>;
  /** Revokes the newest own message that may still be revoked, in any chat of any open account. */
  revokeLast(): Result<{ readonly chatTitle: string }>;
  /** Whether the window shows the content of a burn message at this moment; told as a change of that message. */
  isShowingSecrets(): boolean;
  /** The user closes the window: what is open in a chat is covered, or burned if that is set. */
  leaveChats(): void;
  /** What is played under a handle, of whichever account, or a part of it; `range` as in HTTP. */
  media(handle: string, range: string | null): RangedAnswer;
  /** The page has ended: nothing is played any more. */
  endMedia(): void;
  /** Nobody may be looking any more (sleep, locked screen): covers what is open. */
  cover(): void;
  /** The user has left the computer, or is back at it. */
  userMoved(isAway: boolean): void;
  /** The computer woke up or the network changed: try at once, sweep expired messages. */
  wakeUp(): void;
  onChange(listener: (change: Change) => void): Disposable;
  onNotice(listener: (notice: Notice) => void): Disposable;
  /** Ends every session and closes the databases; nothing may be called afterwards. */
  stop(): Promise<void>;
}
