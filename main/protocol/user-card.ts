import { toDisplayName } from '../domain/display-name';
import {
  emptyProfile,
  genders,
  readProfilePicture,
  type Gender,
  type Profile,
  type ProfileChange,
  type ProfilePicture,
} from '../domain/profile';
import { decodeCompactStruct, encodeCompactStruct } from './compact-codec';
import type { TimUserBean } from './packets';
import { ProtocolError } from './protocol-error';

/** Most bytes that are kept of what somebody tells about themselves, beside the picture. */
const maxCardBytes = 8_192;
/** Most bytes of the whole record of an account. */
const maxRecordBytes = 48 * 1024;

// Where this client keeps what tim's record has no field for: free maps, which tim stores as they are.
/** Where in a card's map of bytes the picture of its owner is; the same for people and rooms. */
export const pictureKey = 'avatar';
const statusKey = 'status';
const versionKey = 'ver';

const maxVersionLength = 32;
// A text is cut to a line; cleaning more of it would be work for nothing.
const longestTextRead = 512;

/** A card as it came, with what this version does not understand but without the picture; null for one that is too large to be kept. */
export function toCardBytes(card: TimUserBean): Uint8Array | null {
  const bytes = encodeCompactStruct('TimUserBean', withoutPicture(card));
  return bytes.length > maxCardBytes ? null : bytes;
}

/** About how many bytes a card takes in an answer: everything that can be large. */
export function cardSizeOf({ extra = {}, extend = {} }: TimUserBean): number {
  const bytes = Object.values(extra).reduce((sum, { length }) => sum + length, 0);
  return bytes + Object.values(extend).reduce((sum, { length }) => sum + length, 0);
}

/** Whether tim stores a card over every database: MySQL takes 64 kB, of which others may need some. */
export function fitsRecord(card: TimUserBean): boolean {
  return encodeCompactStruct('TimUserBean', card).length <= maxRecordBytes;
}

/** The card that was kept; null when these bytes are none. */
export function fromCardBytes(bytes: Uint8Array): TimUserBean | null {
  try {
    return decodeCompactStruct('TimUserBean', bytes);
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}

/**
 * What to send for a change of one's own card. tim keeps fields that are left out and replaces maps as a whole (section 12), so
 * a map that is changed goes with everything that others, or a newer version, have in it.
 */
export function mergeCard(current: TimUserBean, change: TimUserBean): TimUserBean {
  return {
    ...change,
    ...(change.extend === undefined ? {} : { extend: { ...current.extend, ...change.extend } }),
    ...(change.extra === undefined ? {} : { extra: { ...current.extra, ...change.extra } }),
  };
}

/** What a card says about its owner, each text fit for one line. */
export function profileOf(card: TimUserBean | null): Profile {
  if (card === null) return emptyProfile;
  return {
    name: lineOf(card.name),
    nickname: lineOf(card.nickName),
    gender: genders[card.gender ?? 0] ?? 'unspecified',
    birthday: lineOf(card.brithday),
    area: lineOf(card.area),
    status: lineOf(card.extend?.[statusKey]),
  };
}

/** The name under which its owner is shown; empty for none. */
export function nameOf(card: TimUserBean | null): string {
  const { name, nickname } = profileOf(card);
  return nickname === '' ? name : nickname;
}

/** The picture of a card; null for none, and for what is none. */
export function pictureOf({ extra }: { readonly extra?: TimUserBean['extra'] }): ProfilePicture | null {
  const bytes = extra?.[pictureKey];
  return bytes === undefined ? null : readProfilePicture(bytes);
}

/** Which state of a card this is: another one with every change; empty where its owner's client says none. */
export function versionOf({ extend }: TimUserBean): string {
  return (extend?.[versionKey] ?? '').slice(0, maxVersionLength);
}

/** A change of one's own profile as a change of the card, of which others will see the new `version`. */
export function toCardChange(change: ProfileChange, version: string): TimUserBean {
  const { name, nickname, gender, birthday, area, status, picture } = change;
  return {
    ...(name === undefined ? {} : { name }),
    ...(nickname === undefined ? {} : { nickName: nickname }),
    ...(gender === undefined ? {} : { gender: genderNumbers[gender] }),
    ...(birthday === undefined ? {} : { brithday: birthday }),
    ...(area === undefined ? {} : { area }),
    extend: { ...(status === undefined ? {} : { [statusKey]: status }), [versionKey]: version },
    // A map has no way to say “gone”; no bytes are no picture.
    ...(picture === undefined ? {} : { extra: { [pictureKey]: picture?.bytes ?? new Uint8Array(0) } }),
  };
}

/** As `genders` are read. */
const genderNumbers: Readonly<Record<Gender, number>> = { unspecified: 0, male: 1, female: 2 };

const lineOf = (text: string | undefined): string => toDisplayName((text ?? '').slice(0, longestTextRead));

function withoutPicture(card: TimUserBean): TimUserBean {
  if (card.extra?.[pictureKey] === undefined) return card;
  const { [pictureKey]: _picture, ...extra } = card.extra;
  return { ...card, extra };
}
