import type { MessageView } from './message-views';
import type { Result } from './result';

/** What a chat has besides its words: pictures and films, other files, texts with links, and recordings. */
export const mediaKinds = ['media', 'document', 'link', 'voice'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** Most messages of one page of them. */
export const mostMediaPerPage = 100;

/** A page of what a chat has of a kind, newest first. */
export interface MediaPageView {
  readonly messages: readonly MessageView[];
  /** Pass as `before` for what is older; null when everything was looked at. A page may be empty and have more behind it. */
  readonly earlier: string | null;
}

/** Calls about what a chat has; a part of `AccountCalls`. */
export interface MediaCalls {
  /** What of a chat is of a kind and on this computer. Never what burns, is gone or is being taken back. */
  'media.page': (request: {
    readonly conversationId: string;
    readonly kind: MediaKind;
    /** `earlier` of the page before; null for the newest. */
    readonly before: string | null;
    /** Number of messages, 1 to `mostMediaPerPage`. */
    readonly limit: number;
  }) => Result<MediaPageView>;
}
