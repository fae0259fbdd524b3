import { LogIn, UserRoundPlus, UsersRound } from '@lucide/vue';
import type { Component } from 'vue';
import type { AddingDialog } from './navigation-store';

/** How a dialog for adding is called wherever it can be opened. */
export interface AddingEntry {
  readonly kind: AddingDialog['kind'];
  /** Message key of its words. */
  readonly labelKey: string;
  readonly icon: Component;
}

/** Everything that begins a chat, in the order in which it is offered. */
export const addingEntries: readonly AddingEntry[] = [
  { kind: 'addFriend', labelKey: 'contacts.add', icon: UserRoundPlus },
  { kind: 'createRoom', labelKey: 'rooms.create', icon: UsersRound },
  { kind: 'joinRoom', labelKey: 'rooms.join', icon: LogIn },
];
