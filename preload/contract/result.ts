/**
 * Every failure that can cross the bridge, as a code. The renderer owns the words: each code has a sentence in both
 * languages (`errors.<code>`).
 */
export const failureCodes = [
  // what the user typed
  'invalidArgument',
  'nameEmpty',
  'passwordEmpty',
  'passwordTooShort',
  'passwordTooLong',
  'passwordTooEasy',
  'passwordSame',
  'serverAddressEmpty',
  'serverAddressInvalid',
  'serverInsecure',
  'textEmpty',
  'textTooLong',
  'draftNotKept',
  'imageTooLarge',
  'animationTooLarge',
  'imageUnreadable',
  'imageIncomplete',
  'pictureEmpty',
  'pictureIncomplete',
  'pictureTooLong',
  'pictureHeic',
  'pictureVector',
  'idEmpty',
  'titleEmpty',
  // reaching the server
  'serverUnknown',
  'connectionRefused',
  'serverUnreachable',
  'notATimServer',
  'tlsRefused',
  'timedOut',
  'offline',
  'localServerFailed',
  // accounts
  'accountExists',
  'wrongPassword',
  'currentPasswordWrong',
  'passwordUnconfirmed',
  'passwordOfThisComputer',
  'signedInElsewhere',
  'signedInJustNow',
  'notSignedIn',
  'appLocked',
  'pinTooShort',
  'pinTooLong',
  'pinWrong',
  'lockWaits',
  'lockIsOff',
  'stillOpening',
  'keyUnavailable',
  'keyFileUnreadable',
  'databaseMissing',
  'databaseForeign',
  'databaseDamaged',
  'databaseNewer',
  // this computer's disk
  'diskFull',
  'diskReadOnly',
  'fileLocked',
  'diskFailing',
  // people and rooms
  'unknownAccount',
  'unknownRoom',
  'cannotAddYourself',
  'linkUnreadable',
  'linkRefused',
  'thatIsARoom',
  'cannotBlockYourself',
  'requestGone',
  'alreadyFriends',
  'alreadyRequested',
  'blockedByPeer',
  'blockedByYou',
  'notFriends',
  'notAMember',
  'notInSameRoom',
  'profileTextTooLong',
  'birthdayInvalid',
  'profileTooLarge',
  'idOfAPerson',
  'titleTooLong',
  'labelTooLong',
  'roomPictureTooLarge',
  'roomGone',
  'invitationOpen',
  'invitationGone',
  'alreadyInRoom',
  'applicationGone',
  'roomBlockedByYou',
  'roomNotBlocked',
  'blockedByRoom',
  'personBlocksRoom',
  'memberGone',
  'roomAdminsOnly',
  'roomFounderOnly',
  'founderCannotLeave',
  'founderStays',
  'managersByFounderOnly',
  'notYourself',
  'alreadyManager',
  'notAManager',
  'roomHasOthers',
  'roomMembersUnknown',
  'roomAccessFixed',
  'alreadyAMember',
  // files
  'fileTooLarge',
  'fileChanged',
  'fileCannotBurn',
  'fileNotHere',
  'tooManyFiles',
  'fileGone',
  'fileUnreadable',
  'fileDamaged',
  'notPlayable',
  'microphoneRefused',
  'fileHeldBack',
  // chats
  'tooManyPinned',
  // messages
  'messageNotFound',
  'notTheAuthor',
  'revokeWindowOver',
  'reeditOver',
  'alreadyGone',
  'burnNotInRooms',
  'burnStaysHere',
  'burnNeedsFriend',
  'revokeNeedsFriend',
  'cannotForward',
  'forwardGone',
  'cannotReact',
  'cannotEdit',
  'stillOnItsWay',
  'editNotRevoked',
  'editedElsewhere',
  'cannotPin',
  'cannotSave',
  'tooManyPinnedMessages',
  'cannotQuote',
  'quoteGone',
  'nothingToRevoke',
  'serverBusy',
  'tooLargeForServer',
  'refusedByServer',
  'internal',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** Why something did not work. `code` picks the sentence; nothing else is needed to print it. */
export interface Failure {
  readonly code: FailureCode;
}

/** Outcome of every call over the bridge: calls never reject for a foreseeable reason. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A successful result. */
export function succeed(): Result<null>;
export function succeed<T>(value: T): Result<T>;
export function succeed<T>(value?: T): Result<T | null> {
  return { ok: true, value: value ?? null };
}

/** A failed result. */
export function fail(code: FailureCode): Result<never> {
  return { ok: false, failure: { code } };
}
