/** A fact about the app that the renderer may want to reload for. */
export interface AppChange {
  readonly accountId: null;
  readonly kind: 'snapshot';
}

/** A fact about one account that the renderer may want to reload for: which rows, and nothing that is in them. */
export type AccountChange =
  /** What the snapshot says of the account. */
  | { readonly kind: 'snapshot' }
  /** Rows of the chat list. */
  | { readonly kind: 'conversations'; readonly conversationIds: readonly string[] }
  /** Rows of the contacts, and names and profiles of other people, by tim node. */
  | { readonly kind: 'contacts'; readonly nodes: readonly string[] }
  /** Pictures of people, named by the chat with them, and of rooms. */
  | { readonly kind: 'pictures'; readonly owners: readonly string[] }
  /** How people are seen, by tim node; null: more than anybody follows one by one. */
  | { readonly kind: 'presence'; readonly nodes: readonly string[] | null }
  /** Who writes, in whatever chats. */
  | { readonly kind: 'typing' }
  /** Rooms, by tim node: how we stand to them, what they tell about themselves, who applies. */
  | { readonly kind: 'rooms'; readonly nodes: readonly string[] }
  /** Who is in these rooms, whom they keep out, or what was learnt of them; by tim node. */
  | { readonly kind: 'members'; readonly nodes: readonly string[] }
  /** Messages of a chat; null: more than anybody follows one by one, so that everything of the chat is looked at anew. */
  | {
      readonly kind: 'messages';
      readonly conversationId: string;
      readonly messageIds: readonly string[] | null;
    }
  /** The user asked from outside the window (notification, tray) to see this chat. */
  | { readonly kind: 'openConversation'; readonly conversationId: string }
  /** The user asked from outside the window to see who wants to be a friend, or what became of applications to rooms. */
  | { readonly kind: 'openSection'; readonly section: 'contacts' | 'rooms' }
  /** Nobody asked: the window shows this chat only while nobody has acted in it. */
  | { readonly kind: 'offerConversation'; readonly conversationId: string };

/** A fact as it crosses the bridge: about the app, or about the account that it names. */
export type Change = AppChange | (AccountChange & { readonly accountId: string });

/** Changes since the last batch. Numbers rise by one; a gap means: fetch the snapshot and reload. */
export interface ChangeBatch {
  readonly number: number;
  readonly changes: readonly Change[];
}
