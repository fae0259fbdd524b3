/** How somebody is seen. */
export const presences = ['online', 'away', 'busy', 'offline'] as const;
export type PresenceName = (typeof presences)[number];

/** How the user of an account can choose to be seen; `online` becomes away by itself. `invisible`: like somebody who is not there. */
export const presenceChoices = ['online', 'busy', 'away', 'invisible'] as const;
export type PresenceChoiceName = (typeof presenceChoices)[number];

/** Most characters of a mood line: as many as of a name. */
export const mostNoteCharacters = 64;

/** How the user of an account is seen. */
export interface OwnPresenceView {
  readonly choice: PresenceChoiceName;
  /** In their own words, at most `mostNoteCharacters`; empty for none. */
  readonly note: string;
  /** What friends see at this moment, as far as it depends on this computer. */
  readonly shown: PresenceName;
}

/** How a friend is seen. Of everybody else nothing is known. */
export interface PresenceView {
  readonly node: string;
  readonly presence: PresenceName;
  /** In their own words, on one line; empty for none, and of those who are offline. */
  readonly note: string;
  /** When they were there last as far as this computer knows, its own time in ms since 1970; null while they are there or unknown. */
  readonly lastSeenMs: number | null;
}

/** Who writes in a chat at this moment. */
export interface TypingView {
  readonly conversationId: string;
  /** At least one; names as they are known here. */
  readonly people: readonly { readonly node: string; readonly name: string }[];
}

/** Whom this app tells, and who is shown, that somebody writes. */
export const typingNotices = ['never', 'oneToOne', 'everywhere'] as const;
export type TypingNotices = (typeof typingNotices)[number];
