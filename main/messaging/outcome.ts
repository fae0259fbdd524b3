import type { DiskFailure } from '../platform/disk-failure';

/** Codes of refused use cases; a subset of the bridge contract's failure codes. */
export type RefusalCode =
  | 'textEmpty'
  | 'textTooLong'
  | 'draftNotKept'
  | 'messageNotFound'
  | 'notTheAuthor'
  | 'revokeWindowOver'
  | 'reeditOver'
  | 'alreadyGone'
  | 'imageTooLarge'
  | 'animationTooLarge'
  | 'imageUnreadable'
  | 'tooLargeForServer'
  | 'burnNotInRooms'
  | 'burnNeedsFriend'
  | 'fileCannotBurn'
  | 'fileNotHere'
  | 'revokeNeedsFriend'
  | 'cannotForward'
  | 'forwardGone'
  | 'cannotReact'
  | 'cannotEdit'
  | 'stillOnItsWay'
  | 'cannotPin'
  | 'cannotSave'
  | 'tooManyPinnedMessages'
  | 'cannotQuote'
  | 'quoteGone'
  | 'notFriends'
  | 'blockedByYou'
  | 'notAMember'
  | 'invalidArgument'
  | 'nothingToRevoke'
  | 'fileDamaged'
  | 'internal'
  | DiskFailure;

/** What a use case answers: done, or why not. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: RefusalCode };

/** A use case that was refused. */
export const refuse = (code: RefusalCode): Outcome<never> => ({ ok: false, code });

/** A use case that was done. */
export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });
