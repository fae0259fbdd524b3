import { animationOf } from './animation';
import { readImage, type ImageInfo } from './image';

/** What somebody can say of their gender; `unspecified` for nothing, and for what is not known here. */
export const genders = ['unspecified', 'male', 'female'] as const;
export type Gender = (typeof genders)[number];

/** What somebody tells about themselves, each on one line; empty for what they do not tell. */
export interface Profile {
  readonly name: string;
  readonly nickname: string;
  readonly gender: Gender;
  /** A day as `2000-12-31`, or as it came. */
  readonly birthday: string;
  readonly area: string;
  readonly status: string;
}

/** A picture of somebody or of a room: a small one, whatever its bytes claim. */
export interface ProfilePicture {
  readonly bytes: Uint8Array;
  readonly info: ImageInfo;
}

/** What a change of one's own profile may hold; what is left out stays. */
export type ProfileChange = Partial<Profile> & { readonly picture?: ProfilePicture | null };

/** Profile of somebody of whom nothing is known. */
export const emptyProfile: Profile = {
  name: '',
  nickname: '',
  gender: 'unspecified',
  birthday: '',
  area: '',
  status: '',
};

/** Most characters of each text of a profile. */
export const maxProfileTextLength = 64;

/**
 * Most bytes of a picture that is sent. Over MySQL tim refuses records beyond 64 kB: with 48 kB for a whole one, this leaves
 * a quarter to everything else in it.
 */
export const maxSentPictureBytes = 36 * 1024;

/** Most bytes of a picture that is kept of somebody else: another client may fill a record with it. */
export const maxKeptPictureBytes = 64 * 1024;

// Far more than an avatar needs: whatever a few bytes claim, painting it costs no more than this.
const maxPictureSide = 1_024;

/** The picture in these bytes; null for what is none, moves, or is too large to be one of somebody. */
export function readProfilePicture(bytes: Uint8Array): ProfilePicture | null {
  if (bytes.length > maxKeptPictureBytes) return null;
  const info = readImage(bytes);
  if (info === null || Math.max(info.width, info.height) > maxPictureSide) return null;
  return animationOf(bytes, info) === 'none' ? { bytes, info } : null;
}

/** Whether a text is a day that exists, as `2000-12-31`. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text);
  if (match === null) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
