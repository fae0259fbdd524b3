import { join } from 'node:path';
import type { Locale } from '../../../preload/contract/views';
import { pictureFolder, type PaintedTheme } from './catalogue';

/** A size in which the journeys are gone, and the theme in which they are shown there. */
export interface JourneySize {
  readonly width: number;
  readonly height: number;
  readonly theme: PaintedTheme;
}

/** The widest and the narrowest window with both columns; each in a theme of its own, so that both are seen. */
export const journeySizes: readonly JourneySize[] = [
  { width: 1_440, height: 900, theme: 'light' },
  { width: 900, height: 600, theme: 'dark' },
];

/** The steps that are shown, in the order in which somebody new takes them: screens of the walk of `tests/e2e`, and what they show. */
export const journeySteps = {
  'sign-in': { file: 'sign-in', title: 'The first start' },
  'sign-in that was refused': { file: 'sign-in-refused', title: 'Signing in with nothing filled in' },
  'trying on this computer': { file: 'trying', title: 'Trying it on this computer' },
  'sign-up': { file: 'sign-up', title: 'Signing up' },
  'no chats': { file: 'no-chats', title: 'Nobody yet' },
  'adding a friend': { file: 'adding', title: 'Adding somebody' },
  'a request that was sent': { file: 'request-sent', title: 'A request that was sent' },
  'a request that came': { file: 'request-came', title: 'A request that came' },
  'a chat without messages': { file: 'accepted', title: 'Accepted' },
  'creating a room': { file: 'creating-a-room', title: 'Creating a room' },
  'a room, and a list with chats': { file: 'room', title: 'A room' },
  'messages that were found': { file: 'search', title: 'Searching' },
  'settings: general': { file: 'settings', title: 'Settings' },
  'settings: account': { file: 'account', title: 'The account, and the way out' },
  'known accounts': { file: 'signed-out', title: 'Signed out' },
} as const satisfies Readonly<Record<string, { readonly file: string; readonly title: string }>>;

/** A screen of the walk that is shown. */
export type JourneyStep = keyof typeof journeySteps;

/** Where the pictures of the journeys are. */
export const journeyFolder = join(pictureFolder, 'journeys');

/** Name of the file of a step, without its folder. */
export const journeyFile = (step: JourneyStep, { width, height }: JourneySize, locale: Locale): string =>
  `${journeySteps[step].file}.${width}x${height}.${locale}.png`;
