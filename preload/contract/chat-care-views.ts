/** How long a chat can be muted; `always` until the user ends it. */
export const muteLengths = ['hour', 'eightHours', 'always'] as const;
export type MuteLengthName = (typeof muteLengths)[number];

/** Which chats the list shows; what was archived is in none of them. */
export const chatFolders = ['all', 'unread', 'friends', 'rooms'] as const;
export type ChatFolder = (typeof chatFolders)[number];

/**
 * What the user has made of a chat, on this computer and for this account alone: the server knows nothing of it. What was not
 * made is absent.
 */
export interface ConversationCareView {
  /** Pinned: above the others, the one with the highest number first. */
  readonly pinRank?: number;
  /** Nothing of it is told, and its number is counted nowhere else; until a moment of this computer's clock, ms, or for good. */
  readonly mute?: { readonly untilMs: number | null };
  /** Out of the list, until somebody else says something in it while it is not muted. */
  readonly isArchived?: boolean;
  /** The user wants to look at it again, whatever was read; opening it, or reading in it, takes the mark away. */
  readonly isMarkedUnread?: boolean;
  /** What was said in it before was deleted on this computer. */
  readonly isCleared?: boolean;
  /** Unread messages that call the user by name, where there are any. */
  readonly unreadMentionCount?: number;
}
