import { Ban, Check, CircleOff, RotateCcw, Trash2, X } from '@lucide/vue';
import type { Component } from 'vue';
import type { RoomView } from '../../../preload/contract/room-views';

/** Something that can be done about a room as a whole. */
export type RoomDeed =
  'accept' | 'decline' | 'cancelRequest' | 'dismiss' | 'askAgain' | 'unblock' | 'block' | 'dissolve';

/** What ends more than can simply be had back, and is asked about first. */
export type GraveRoomDeed = Extract<RoomDeed, 'block' | 'dissolve'>;

/** How a deed is called and drawn wherever it is offered. */
export interface RoomDeedLook {
  /** Message key of its words. */
  readonly labelKey: string;
  readonly icon: Component;
}

/** The words are the same in the list, in the details and below the chat. */
export const roomDeedLooks: Readonly<Record<RoomDeed, RoomDeedLook>> = {
  accept: { labelKey: 'rooms.accept', icon: Check },
  decline: { labelKey: 'rooms.decline', icon: X },
  cancelRequest: { labelKey: 'rooms.cancelRequest', icon: X },
  dismiss: { labelKey: 'rooms.dismiss', icon: Trash2 },
  askAgain: { labelKey: 'rooms.askAgain', icon: RotateCcw },
  unblock: { labelKey: 'rooms.unblock', icon: RotateCcw },
  block: { labelKey: 'rooms.block', icon: Ban },
  dissolve: { labelKey: 'rooms.dissolve', icon: CircleOff },
};

/** What a room that the account is not a member of offers, the most wanted first. */
export const roomDeedsOf: Readonly<Record<RoomView['standing'], readonly RoomDeed[]>> = {
  invited: ['accept', 'decline', 'block'],
  applied: ['cancelRequest'],
  declined: ['askAgain', 'dismiss'],
  blocked: ['unblock'],
  out: ['askAgain'],
  left: ['askAgain'],
  none: ['askAgain'],
  gone: [],
  member: [],
};
