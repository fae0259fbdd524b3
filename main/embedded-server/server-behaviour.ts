/**
 * What tim 2.1.0 is known to do that a designer of a new server would not do, with one line for people each. Every entry
 * is a switch of `ServerBehaviour`.
 */
export const behaviourNotes = {
  reorderFrames: 'frames of one socket may overtake each other: each is worked on by itself',
  databaseBusy: 'with hundreds of operations in flight messages are refused with 5103 and lost',
  midZeroOffline: 'a revoke or burn in the offline list has mid 0',
  stuckOfflineQueue: 'rows of revoked messages stay in the offline list; ten of them block it',
  onePagePerRequest: 'one page of at most ten offline messages per request, the end only when there is none',
  reconnectGap: 'what a dead socket did not acknowledge is stored only when the wait of ten seconds ends',
  sequentialFanOut: 'devices and members are served one after the other, each waits for an acknowledgement',
  newIdPerCopy: 'a message that is sent again has a new sync id; the older ids do not count any more',
  anyoneMayAcknowledge: 'a sync id may be acknowledged on any socket',
  acknowledgementRace: 'an acknowledgement within a millisecond may be noticed 100 ms late',
  overEntryKick: 'a login over the limit closes the oldest device after ten seconds (off: it is refused)',
  deviceTypeOffByOne: 'a limit of n devices of one termtyp lets in n + 1',
  falseOfflineOnEviction:
    'a login that evicts the only device announces the account as offline, to itself too',
  forgetsClientIds: 'the id of a stored message is missing in history and offline lists',
  noDeduplication: 'a message that comes again with the same id is stored again',
  erasureNeedsFriendship: 'messages of former friends cannot be revoked or burned',
  doubleErrorAcks: 'failed room operations and password changes are answered twice',
  silentWhenEmpty: 'no answer for empty lists, empty history, unknown users',
  silentFriendRequest: 'a friend request or acceptance that works is not answered',
  rosterBeforeFriendship: 'asking twice for a friendship fills both rosters',
  anyoneMayPull: 'anybody, members or not, may bring anybody into an open room',
  cachedMembership: "a kicked member's first message in the room is still delivered",
  cachedFriendship: 'the first message one to one after a removal or block is still delivered',
  strangersReachable: 'presence and big data reach accounts that are not friends',
  virtualRoomsAlwaysOk: 'subscribing to, leaving and removing virtual rooms that do not exist works',
  virtualRoomRightsMissing: 'rights in virtual rooms cannot be given: refused without an error',
  emptyPasswordAccepted: 'an empty new password is accepted and locks the account out',
  brokenBodiesRead:
    'of a body that breaks off or has wrong types the rest counts; messages have no time then',
  emptyCompactHttp: 'compact register and token requests get an empty body',
} as const;

/** The name of a switch. */
export type BehaviourName = keyof typeof behaviourNotes;

/**
 * The switches: `true` behaves like the real server. Tests turn single switches off to prove that a client does not depend
 * on a defect.
 */
export type ServerBehaviour = Readonly<Record<BehaviourName, boolean>>;

/** All switches, in the order in which they are shown. */
// The keys of a constant object are its type's keys.
export const behaviourNames = Object.keys(behaviourNotes) as readonly BehaviourName[];

/** The behaviour of tim 2.1.0. */
// Every name has an entry.
export const realBehaviour = Object.fromEntries(
  behaviourNames.map((name) => [name, true]),
) as ServerBehaviour;

/** Reads `name=on` or `name=off`; `null` for anything else. */
export function parseBehaviour(text: string): Partial<ServerBehaviour> | null {
  const [name = '', value = '', ...rest] = text.split('=');
  const known = behaviourNames.find((candidate) => candidate === name);
  if (known === undefined || rest.length > 0 || (value !== 'on' && value !== 'off')) return null;
  return { [known]: value === 'on' };
}
