/** Lists that a server, or strangers, can make as long as they like: what is more is left out, counted and said. */
export const boundedLists = ['friends', 'requests', 'blocked', 'rooms', 'applications', 'strangers'] as const;
export type BoundedList = (typeof boundedLists)[number];

/** Most entries that are kept of each list. */
export const mostEntries = {
  friends: 12_000,
  requests: 200,
  blocked: 2_000,
  rooms: 1_000,
  applications: 500,
} as const satisfies Record<Exclude<BoundedList, 'strangers'>, number>;

/** Most members of a room that are kept, and most people whom it keeps out. */
export const mostMembers = 6_000;

/** From this many chats on, lists of the server make no new ones: each list may name others than the one before. */
export const mostChats = 13_000;

/**
 * From this many chats on, messages of those whom no list names make no new ones: senders can be made up as well. More than
 * lists may fill, so that long lists shut nobody out. What is left out is counted in messages.
 */
export const mostChatsWithStrangers = 14_000;

/** What of a list is kept. */
export interface Admission<T> {
  readonly admitted: ReadonlySet<T>;
  readonly leftOutCount: number;
}

/** What a list is held against. */
export interface AdmissionRule<T> {
  /** Most entries in all, and most that were not known before. */
  readonly most: number;
  readonly mostNew: number;
  /** Asked only when the list is too long. */
  readonly known: () => ReadonlySet<T>;
}

/** Keeps what is known, then of the rest what comes first. */
export function admit<T>(listed: ReadonlySet<T>, { most, mostNew, known }: AdmissionRule<T>): Admission<T> {
  if (listed.size <= Math.min(most, mostNew)) return { admitted: listed, leftOutCount: 0 };
  const knownHere = known();
  const before = [...listed].filter((entry) => knownHere.has(entry));
  const added = [...listed].filter((entry) => !knownHere.has(entry)).slice(0, Math.max(0, mostNew));
  const admitted = new Set([...before, ...added].slice(0, most));
  return { admitted, leftOutCount: listed.size - admitted.size };
}
