import type { ContactView } from './views';

/** What somebody can say of their gender; `unspecified` for nothing, and for what is not known here. */
export const genders = ['unspecified', 'male', 'female'] as const;
export type Gender = (typeof genders)[number];

/** Most characters of each text of a profile, and of a remark. */
export const maxProfileTextLength = 64;

/** What people tell about themselves, each on one line; empty for what they do not tell. */
export interface ProfileFieldsView {
  readonly name: string;
  readonly nickname: string;
  readonly gender: Gender;
  /** A day as `2000-12-31`; of other clients whatever they wrote. */
  readonly birthday: string;
  readonly area: string;
  readonly status: string;
}

/** Somebody as a card shows them. */
export interface PersonView {
  readonly node: string;
  /** What they are called everywhere here: the remark, else what they call themselves, else the node. */
  readonly shownName: string;
  /** What the user of this account calls them; empty for nothing. */
  readonly remark: string;
  readonly profile: ProfileFieldsView;
  readonly hasPicture: boolean;
  /** How they stand to this account. */
  readonly relation: 'self' | 'none' | 'stranger' | ContactView['state'];
  /** When the server last told about them, wall clock ms; null: it has not. */
  readonly toldAtMs: number | null;
}

/**
 * What of the own profile becomes something else; what is left out stays. `picture`: JPEG, PNG or WebP of at most 1,024 pixels a
 * side and 36 KiB, null for none.
 */
export type ProfileChangeView = Partial<ProfileFieldsView> & { readonly picture?: Uint8Array | null };

/** The picture of a person or a room. */
export interface PictureView {
  /** The chat with the person, or of the room. */
  readonly owner: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
