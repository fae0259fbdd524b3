import type { Calls } from '../../preload/contract/api';
import type { Change } from '../../preload/contract/changes';
import type { Result } from '../../preload/contract/result';
import type { ConnectionView, SettingsView, SnapshotView } from '../../preload/contract/views';
import type { Disposable } from '../platform/disposable';

/** Calls that the shell answers itself; all others go to the messenger. */
type ShellCall = 'app.snapshot' | 'app.copyText' | 'app.painted' | 'app.attend' | 'app.pauseShortcut';

/** The messenger's side of every call: the same name, argument and answer, the answer perhaps later. */
export type MessengerCalls = {
  readonly [N in Exclude<keyof Calls, ShellCall>]: (
    argument: Parameters<Calls[N]>[0],
  ) => ReturnType<Calls[N]> | Promise<ReturnType<Calls[N]>>;
};

/** Something that the desktop may tell the user about, decided by the notification policy. Never any content. */
export type Notice =
  | {
      readonly kind: 'message';
      readonly conversationId: string;
      readonly name: string;
      readonly isRoom: boolean;
    }
  | { readonly kind: 'friendRequest'; readonly name: string }
  /** Everything of this chat was read, revoked or burned: close what is still on the desktop. */
  | { readonly kind: 'withdrawn'; readonly conversationId: string };

/** The whole messenger below the shell, free of Electron. Made by `main/account`. */
export interface Messenger {
  readonly calls: MessengerCalls;
  /** Everything of the snapshot but what only the shell and the broadcaster know. */
  snapshot(): Omit<
    SnapshotView,
    'platform' | 'appVersion' | 'revokeShortcutState' | 'isScreenAway' | 'changeNumber'
  >;
  settings(): SettingsView;
  connection(): ConnectionView;
  /** Unread messages of all chats. */
  unreadTotal(): number;
  /** Signs in the account used last, if there is one. Resolves when the attempt has begun or there is nothing to do. */
  start(): Promise<void>;
  /** Revokes the newest own message that may still be revoked, in any chat. */
  revokeLast(): Result<null>;
  /** Whether the window shows the content of a burn message at this moment; told as a change of that message. */
  isShowingSecrets(): boolean;
  /** The user closes the window: what is open in a chat is covered, or burned if that is set. */
  leaveChats(): void;
  /** Nobody may be looking any more (sleep, locked screen): covers what is open. */
  cover(): void;
  /** The computer woke up or the network changed: try at once, sweep expired messages. */
  wakeUp(): void;
  onChange(listener: (change: Change) => void): Disposable;
  onNotice(listener: (notice: Notice) => void): Disposable;
  /** Ends the session and closes the database; nothing may be called afterwards. */
  stop(): Promise<void>;
}
