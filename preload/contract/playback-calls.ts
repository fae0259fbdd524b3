import type { Result } from './result';

/** Scheme under which the window plays files; see `PlayableView.url`. */
export const mediaScheme = 'tim-media';

/** A file that the window may play. */
export interface PlayableView {
  /** Ends with the message, with its being covered, with the account, by `playback.close`, and ten minutes after its last use. */
  readonly handle: string;
  /** For an element that plays; nobody else can guess it. */
  readonly url: string;
  readonly kind: 'audio' | 'video';
}

/** Calls about playing; a part of `AccountCalls`. */
export interface PlaybackCalls {
  /**
   * Lets the window play a file that is here and that it shows. `notPlayable` where it is not what it says, or nothing that is played;
   * `alreadyGone`, `fileUnreadable`.
   */
  'playback.open': (request: { readonly messageId: string }) => Result<PlayableView>;
  /** The window plays it no more. */
  'playback.close': (request: { readonly handle: string }) => Result<null>;
  /** The user has heard a recording of somebody else; nobody is told. */
  'playback.notePlayed': (request: { readonly messageId: string }) => Result<null>;
}
