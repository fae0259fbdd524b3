import { shallowRef } from 'vue';
import type { PlaceWish } from '../../preload/contract/paging';
import { defineAccountStore } from './account-scope';
import type { SettingsPageName } from './settings-page';

/** What the list column shows. */
export type Section = 'chats' | 'contacts' | 'rooms';

/** A place of a chat that the user wants to see. */
export interface JumpTarget {
  readonly conversationId: string;
  readonly place: PlaceWish;
}

/** A dialog in which somebody or a room is added; `node` is filled in already. */
export type AddingDialog =
  | { readonly kind: 'addFriend'; readonly node: string }
  | { readonly kind: 'createRoom' }
  | { readonly kind: 'joinRoom'; readonly node: string };

/** Somebody whose card is looked at; `name` is what they are called where that was asked for. */
export interface PersonOnCard {
  readonly node: string;
  readonly name: string;
}

/** What of the details of a chat somebody wants to see. */
export interface DetailsWish {
  readonly part: 'card' | 'search' | 'media';
}

/** Where the user is in an account. It stays that way while another account is shown. */
export const useNavigationStore = defineAccountStore('navigation', () => {
  const section = shallowRef<Section>('chats');
  const openConversationId = shallowRef<string | null>(null);
  const isSettingsOpen = shallowRef(false);
  /** The page that the settings show; they open where they were left. */
  const settingsPage = shallowRef<SettingsPageName>('general');
  /** The open dialog for adding, null for none; `ScreenDialogs` shows it. */
  const adding = shallowRef<AddingDialog | null>(null);
  /** The card with the code, the link and the id of this account is shown. */
  const isSharing = shallowRef(false);
  /** Whose card is open, null for nobody's; `PersonCardDialog` shows it. */
  const personOnCard = shallowRef<PersonOnCard | null>(null);
  /** What of the open chat's details is wanted; a new object for every wish, null while they are closed. */
  const details = shallowRef<DetailsWish | null>(null);
  /** Where the open chat is to go; a new object for every wish. */
  const jumpTarget = shallowRef<JumpTarget | null>(null);
  /** Somebody used a key or a pointer in the window since the account was opened: from then on nobody else moves it. */
  const hasActed = shallowRef(false);

  function openConversation(conversationId: string): void {
    goTo(conversationId, null);
  }

  /** The place first: whoever fetches the chat does so as soon as it is another one. */
  function goTo(conversationId: string, target: JumpTarget | null): void {
    jumpTarget.value = target;
    openConversationId.value = conversationId;
  }

  /** Opens a chat that nobody asked for; does nothing once somebody has acted, who would lose the place. */
  function offerConversation(conversationId: string): void {
    if (hasActed.value) return;
    section.value = 'chats';
    openConversation(conversationId);
  }

  /** Opens the settings at one of their pages. */
  function openSettings(page: SettingsPageName): void {
    settingsPage.value = page;
    isSettingsOpen.value = true;
  }

  /** Opens a chat at a place. */
  function openAtPlace(conversationId: string, place: PlaceWish): void {
    goTo(conversationId, { conversationId, place });
  }

  /** Opens a chat at one of its messages. */
  function openAt(conversationId: string, messageId: string): void {
    openAtPlace(conversationId, { kind: 'message', messageId });
  }

  /** Shows the details of the open chat beside it, or over it. */
  function openDetails(part: DetailsWish['part']): void {
    details.value = { part };
  }

  function closeDetails(): void {
    details.value = null;
  }

  /** The chat is where the user wanted to be, or cannot be. */
  function endJump(): void {
    jumpTarget.value = null;
  }

  /** Asks for a friend; with a node that is known already. */
  function addFriend(node = ''): void {
    adding.value = { kind: 'addFriend', node };
  }

  /** Looks at a room and asks to be let in; with a node that is known already. */
  function joinRoom(node = ''): void {
    adding.value = { kind: 'joinRoom', node };
  }

  /** Opens a dialog for adding, with nothing filled in. */
  function add(kind: AddingDialog['kind']): void {
    if (kind === 'addFriend') addFriend();
    else if (kind === 'joinRoom') joinRoom();
    else adding.value = { kind };
  }

  /** Shows the card of anybody, friend or not. */
  function viewPerson({ node, name }: PersonOnCard): void {
    personOnCard.value = { node, name };
  }

  /** Back to the list. */
  function closeConversation(): void {
    openConversationId.value = null;
    closeDetails();
  }

  return {
    section,
    openConversationId,
    isSettingsOpen,
    settingsPage,
    adding,
    isSharing,
    personOnCard,
    viewPerson,
    addFriend,
    joinRoom,
    add,
    details,
    jumpTarget,
    hasActed,
    openConversation,
    offerConversation,
    openSettings,
    openAt,
    openAtPlace,
    openDetails,
    closeDetails,
    endJump,
    closeConversation,
  };
});
