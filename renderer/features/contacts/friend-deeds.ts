import {
  Ban,
  Check,
  EyeOff,
  IdCard,
  MessageCircle,
  RotateCcw,
  UserRoundPlus,
  UserRoundX,
  X,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { ContactView, ConversationView, StandingView } from '../../../preload/contract/views';

/** Something that can be done about somebody. */
export type FriendDeed =
  | 'chat'
  | 'viewProfile'
  | 'ask'
  | 'accept'
  | 'decline'
  | 'reconsider'
  | 'cancelRequest'
  | 'unblock'
  | 'remove'
  | 'block';

/** How somebody stands to this account, as a row of the contacts or a chat says it. */
export type PersonStanding = ContactView['state'] | Exclude<StandingView, 'open'>;

/** What can be done, the most wanted first; what cannot be had back comes last, apart from the others. */
export const deedsOf: Readonly<Record<PersonStanding, readonly FriendDeed[]>> = {
  friend: ['chat', 'viewProfile', 'remove', 'block'],
  incoming: ['accept', 'decline', 'viewProfile', 'block'],
  declined: ['accept', 'reconsider', 'viewProfile', 'block'],
  outgoing: ['cancelRequest', 'viewProfile', 'block'],
  blocked: ['unblock', 'viewProfile'],
  stranger: ['ask', 'viewProfile', 'block'],
};

/** How somebody stands to the account, by the chat with them: one that goes through a room is open to whoever is no friend. */
export function personStandingOf({
  standing,
  viaRoomName,
}: Pick<ConversationView, 'standing' | 'viaRoomName'>): PersonStanding {
  if (standing !== 'open') return standing;
  return viaRoomName === undefined ? 'friend' : 'stranger';
}

/** How a deed is called and drawn wherever it is offered. */
export interface DeedLook {
  /** Message key of its words. */
  readonly labelKey: string;
  readonly icon: Component;
  /** It cannot simply be had back: it is red, and asks before it is done. */
  readonly isGrave: boolean;
}

/** The words are the same in menus, details and below the chat. */
export const deedLooks: Readonly<Record<FriendDeed, DeedLook>> = {
  chat: { labelKey: 'contacts.chat', icon: MessageCircle, isGrave: false },
  viewProfile: { labelKey: 'profile.view', icon: IdCard, isGrave: false },
  ask: { labelKey: 'standing.ask', icon: UserRoundPlus, isGrave: false },
  accept: { labelKey: 'contacts.accept', icon: Check, isGrave: false },
  decline: { labelKey: 'contacts.decline', icon: EyeOff, isGrave: false },
  reconsider: { labelKey: 'contacts.reconsider', icon: RotateCcw, isGrave: false },
  cancelRequest: { labelKey: 'contacts.cancelRequest', icon: X, isGrave: false },
  unblock: { labelKey: 'contacts.unblock', icon: RotateCcw, isGrave: false },
  remove: { labelKey: 'contacts.remove', icon: UserRoundX, isGrave: true },
  block: { labelKey: 'contacts.block', icon: Ban, isGrave: true },
};
