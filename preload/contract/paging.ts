import type { MessagePageView } from './message-views';

/** A page of a chat that ends where another one begins. */
export interface PageRequest {
  readonly conversationId: string;
  /** `earlier` of the page below; null for the newest page. */
  readonly before: string | null;
  /** Number of messages, 1 to 200. */
  readonly limit: number;
}

/** A page of a chat that begins where another one ends. */
export interface PageBelowRequest {
  readonly conversationId: string;
  /** `later` of the page above. */
  readonly after: string;
  /** Number of messages, 1 to 200. */
  readonly limit: number;
}

/**
 * A place in a chat. `message`: where this message stands. `answeredBy`: where the message stands that this one answers, which may not
 * be on this computer. `time`: the first message at or after a moment, server time in ms. `unread`: the first one that nobody has seen.
 * `sortKey`: a place that was told before.
 */
export type PlaceWish =
  | { readonly kind: 'message'; readonly messageId: string }
  | { readonly kind: 'answeredBy'; readonly messageId: string }
  | { readonly kind: 'time'; readonly atMs: number }
  | { readonly kind: 'unread' }
  | { readonly kind: 'sortKey'; readonly sortKey: string };

/** A page of a chat with a place in its middle, however far back that is. */
export interface AroundRequest {
  readonly conversationId: string;
  readonly place: PlaceWish;
  /** Number of messages, 2 to 200; half of them above the place. */
  readonly limit: number;
}

/** The page around a place. */
export interface AroundView extends MessagePageView {
  /** The message that stands at the place, or the first one behind it; null when nothing does. */
  readonly targetId: string | null;
}
