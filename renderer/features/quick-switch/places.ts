import type { RoomView } from '../../../preload/contract/room-views';
import type { ContactView, ConversationView } from '../../../preload/contract/views';
import type { NameBook } from '../../base/names/name-book';

/** Somewhere to go: a chat, or a friend or a room whose chat is not in the list. */
export interface Place {
  readonly key: string;
  readonly kind: ConversationView['kind'];
  readonly node: string;
  readonly name: string;
  /** What somebody calls themselves, where they are called otherwise here. */
  readonly ownName?: string;
  /** When something was said last; 0 where nothing was. */
  readonly lastActivityMs: number;
  readonly isArchived: boolean;
}

/** Everything that there is to go to. */
export interface Places {
  readonly chats: readonly ConversationView[];
  readonly contacts: readonly ContactView[];
  readonly rooms: readonly RoomView[];
}

/** Most places that are offered: whoever does not find theirs among them types on. */
export const mostPlaces = 50;

const keyOf = (kind: Place['kind'], node: string): string => `${kind === 'room' ? 'r' : 'u'}:${node}`;

/** All places, each once: chats, then friends and rooms without one. */
export function placesOf({ chats, contacts, rooms }: Places): readonly Place[] {
  const known = new Set(chats.map(({ kind, node }) => keyOf(kind, node)));
  const friends = contacts
    .filter(({ state }) => state === 'friend')
    .map((contact) => toPlace('user', contact));
  const members = rooms.filter(({ standing }) => standing === 'member').map((room) => toPlace('room', room));
  return [
    ...chats.map(({ kind, node, title, ownName, lastActivityMs, isArchived = false }) => ({
      ...toPlace(kind, { node, name: title, ...(ownName === undefined ? {} : { ownName }) }),
      lastActivityMs,
      isArchived,
    })),
    ...[...friends, ...members].filter(({ key }) => !known.has(key)),
  ];
}

function toPlace(
  kind: Place['kind'],
  { node, name, ownName }: { readonly node: string; readonly name: string; readonly ownName?: string },
): Place {
  const place = { key: keyOf(kind, node), kind, node, name, lastActivityMs: 0, isArchived: false };
  return ownName === undefined ? place : { ...place, ownName };
}

/**
 * The places that fit what is typed: those whose name begins so, then those that contain it, and of these where something was said
 * last. While nothing is typed, where something was said last, without the chat that is open: that is where one comes from.
 */
export function foundPlaces(
  places: readonly Place[],
  {
    typed,
    book,
    openKey,
  }: { readonly typed: string; readonly book: NameBook; readonly openKey: string | null },
): readonly Place[] {
  const isRecent = (place: Place): boolean => place.lastActivityMs > 0 && place.key !== openKey;
  const fits = book.finder(typed);
  const ranked = (typed.trim() === '' ? places.filter(isRecent) : places).flatMap((place) => {
    const fit = fits(place);
    return fit === null ? [] : [{ place, rank: fit === 'begins' ? 0 : 1 }];
  });
  ranked.sort((one, other) => one.rank - other.rank || other.place.lastActivityMs - one.place.lastActivityMs);
  return ranked.slice(0, mostPlaces).map(({ place }) => place);
}
