import { join } from 'node:path';
import type { Locale } from '../../../preload/contract/views';
import { messagePictures } from './catalogue/messages';
import { peoplePictures } from './catalogue/people';
import { windowPictures } from './catalogue/windows';

/** The themes that can be painted; `system` is one of them. */
export const paintedThemes = ['light', 'dark'] as const;
export type PaintedTheme = (typeof paintedThemes)[number];

/** Where the pictures are. */
export const pictureFolder = join(__dirname, '../../../docs/images');

/** What each picture shows, in the order of the overview. */
export const catalogue = {
  ...windowPictures,
  ...peoplePictures,
  ...messagePictures,
} as const;

/** Name of a picture, the same in every language and theme. */
export type PictureName = keyof typeof catalogue;

/** One file of a picture. */
export interface Variant {
  readonly locale: Locale;
  readonly theme: PaintedTheme;
}

/** Name of the file of a picture, without its folder. */
export const pictureFile = (name: PictureName, { locale, theme }: Variant): string =>
  `${name}.${locale}.${theme}.png`;
