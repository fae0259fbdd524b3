import { join } from 'node:path';
import type { Locale } from '../../../preload/contract/views';

/** The themes that can be painted; `system` is one of them. */
export const paintedThemes = ['light', 'dark'] as const;
export type PaintedTheme = (typeof paintedThemes)[number];

/** Where the pictures are. */
export const pictureFolder = join(__dirname, '../../../docs/images');

/** What each picture shows, in the order of the overview. */
export const catalogue = {
  main: { group: 'Windows', title: 'The main window', about: '1200 × 800, a burn message is open.' },
  small: { group: 'Windows', title: 'A small window', about: '480 × 640: list and conversation take turns.' },
  'chat-wide': {
    group: 'Windows',
    title: 'A wide window',
    about: '1440 × 900: one column for what is said and for what is written.',
  },
  'chat-small': { group: 'Windows', title: 'The smallest window with both columns', about: '900 × 600.' },
  'details-beside': {
    group: 'Details of a chat',
    title: 'Beside the conversation',
    about: 'As long as 560 px remain for it.',
  },
  'details-over': {
    group: 'Details of a chat',
    title: 'Over the conversation',
    about: 'In a smaller window; a click beside them closes them.',
  },
  'details-room': { group: 'Details of a chat', title: 'Of a room', about: 'Who is in it.' },
  'details-search': {
    group: 'Details of a chat',
    title: 'Search in one chat',
    about: 'What was found stands under the field and leads to its place.',
  },
  'sign-in': { group: 'First steps', title: 'Signing in', about: '900 × 600, the first start.' },
  'sign-in-problems': {
    group: 'First steps',
    title: 'What is missing',
    about: 'All of it is marked, and the first of it has the keyboard.',
  },
  'sign-in-second-device': {
    group: 'First steps',
    title: 'A second device',
    about: 'The server lets it in a few seconds later; the form waits by itself.',
  },
  'try-here': { group: 'First steps', title: 'Without a server', about: 'A name is all that it needs.' },
  trial: {
    group: 'First steps',
    title: 'Trying',
    about: 'A chat that plays along, and a strip that names what there is to try.',
  },
  invite: { group: 'First steps', title: 'Inviting others', about: 'They need a server; two ways to one.' },
  'server-setup': {
    group: 'First steps',
    title: 'Setting up a server',
    about: 'The guide of the documentation, in the app.',
  },
  toast: {
    group: 'First steps',
    title: 'A toast',
    about: 'In the column of the conversation, above the composer.',
  },
  'add-menu': {
    group: 'Reaching others',
    title: 'The plus beside the search',
    about: 'Everything that begins a chat.',
  },
  'add-friend': {
    group: 'Reaching others',
    title: 'Adding somebody',
    about: 'The own ID stands at the foot, to be copied.',
  },
  accepted: {
    group: 'Reaching others',
    title: 'A new friend',
    about: 'Accepting opens the chat; the greeting is quoted.',
  },
  'account-card': {
    group: 'Reaching others',
    title: 'The card of the account',
    about: 'Behind the own picture: who one is, and where.',
  },
  loading: {
    group: 'First steps',
    title: 'A chat that is still being asked for',
    about: 'A quiet line until the server has answered; nobody calls it empty before.',
  },
  contacts: {
    group: 'People',
    title: 'Everybody one stands to somehow',
    about: 'Who asks, who is asked, who was put aside, who is blocked, and friends.',
  },
  'friend-menu': { group: 'People', title: 'What can be done', about: 'The same words as in the details.' },
  'friend-block': { group: 'People', title: 'Before somebody is blocked', about: 'What it does, for whom.' },
  'chat-blocked': {
    group: 'People',
    title: 'A chat that is closed',
    about: 'Why nothing can be written, and the one button that changes it.',
  },
  'share-id': {
    group: 'People',
    title: 'One’s own ID, given to others',
    about: 'A code, a link and a line to copy.',
  },
  'person-card': {
    group: 'People',
    title: 'Who somebody is',
    about: 'The name that one gives to them oneself is seen by nobody else.',
  },
  'room-create': { group: 'Rooms', title: 'A new room', about: 'What it is about, and who gets in.' },
  'room-preview': {
    group: 'Rooms',
    title: 'Looked at before it is entered',
    about: 'Who founded it and what it is about; where one has to be let in, with a word about oneself.',
  },
  'room-applied': {
    group: 'Rooms',
    title: 'Waiting to be let in',
    about: 'The request has a row of its own.',
  },
  'room-applications': {
    group: 'Rooms',
    title: 'Who waits to be let in',
    about: 'For the founder and the managers.',
  },
  'room-edit': { group: 'Rooms', title: 'Changing a room', about: 'Its name and what it is about.' },
  'room-details': {
    group: 'Rooms',
    title: 'Details of a room',
    about: 'What it is, who is in it, and what cannot be done yet, with the reason.',
  },
  'room-member-menu': {
    group: 'Rooms',
    title: 'What can be done about somebody in a room',
    about: 'What the server would refuse is there as well, and says why.',
  },
  'room-kick': {
    group: 'Rooms',
    title: 'Before somebody is removed',
    about: 'What it does, who is told, and what stays.',
  },
  'room-invite': { group: 'Rooms', title: 'Inviting friends', about: 'They are in the room at once.' },
  password: {
    group: 'Account',
    title: 'Another password',
    about: 'What the server would take and then not know again is refused here, with the reason.',
  },
  'sign-out': {
    group: 'Account',
    title: 'Signing out',
    about: 'What of the account stays on this computer.',
  },
  'banner-kicked': {
    group: 'Connection',
    title: 'Signed in elsewhere',
    about: 'What happened, and the way back.',
  },
  'banner-offline': {
    group: 'Connection',
    title: 'No connection',
    about: 'After ten seconds of quiet trying; the reason is behind the sentence.',
  },
  'pending-list': {
    group: 'Connection',
    title: 'Something waits to be sent',
    about: 'Seen in the list, too.',
  },
  'settings-general': { group: 'Settings', title: 'General', about: 'Language and appearance.' },
  'settings-revokeAndBurn': {
    group: 'Settings',
    title: 'Revoke and burn',
    about: 'How long a message can be revoked, and what leaving a chat does.',
  },
  'settings-notifications': {
    group: 'Settings',
    title: 'Notifications',
    about: 'Nothing to choose, so the page says what they do.',
  },
  'settings-shortcuts': {
    group: 'Settings',
    title: 'Shortcuts',
    about: 'The global shortcut, switched on, and the keys of the window.',
  },
  'settings-privacy': {
    group: 'Settings',
    title: 'Privacy and lock',
    about: 'What burning, the server and this computer can promise.',
  },
  'settings-profile': {
    group: 'Settings',
    title: 'Profile',
    about: 'What one tells about oneself, with a picture.',
  },
  'settings-account': { group: 'Settings', title: 'Account', about: 'Who one is, where, and the way out.' },
  'settings-about': { group: 'Settings', title: 'About', about: 'Version, data folder and licences.' },
  'revoke-pending': {
    group: 'Revoke',
    title: 'Pending',
    about: 'Revoked while offline: pale at once, and revoked as soon as there is a connection.',
  },
  'revoke-mine': {
    group: 'Revoke',
    title: 'Tombstone, author',
    about: 'One line, and for five minutes the button that gives the text back.',
  },
  'revoke-theirs': {
    group: 'Revoke',
    title: 'Tombstone, receiver',
    about: 'The same line, without the text.',
  },
  reedit: {
    group: 'Revoke',
    title: 'Re-edit',
    about: 'The text is back in the composer, ready to be corrected.',
  },
  'revoke-refused': {
    group: 'Revoke',
    title: 'Refused',
    about: 'The other one is no longer a friend: the message stays, with the reason.',
  },
  folded: {
    group: 'Revoke',
    title: 'Folded',
    about: 'Three lines and more in a row become one.',
  },
  unfolded: { group: 'Revoke', title: 'Unfolded', about: 'The same three lines, shown on demand.' },
  'burn-composer': {
    group: 'Burn after reading',
    title: 'Composer',
    about: 'With the flame on, nobody sends a plain message by mistake.',
  },
  'burn-just-off': {
    group: 'Burn after reading',
    title: 'After a message that burned alone',
    about: 'What comes next may be the rest of it: the composer says that it would stay.',
  },
  'burn-asking': {
    group: 'Burn after reading',
    title: 'Enter asks',
    about: 'Nothing was sent; the same key once more sends it as one that stays.',
  },
  'burn-default': {
    group: 'Burn after reading',
    title: 'A chat that burns by default',
    about: 'The header says so for as long as it does.',
  },
  'burn-suspended': {
    group: 'Burn after reading',
    title: 'Only this one stays',
    about: 'The next one burns again.',
  },
  'burn-unread': { group: 'Burn after reading', title: 'Unread, author', about: 'Nobody has opened it yet.' },
  'burn-concealed': {
    group: 'Burn after reading',
    title: 'Concealed, receiver',
    about: 'Nothing of the content is in the window.',
  },
  'burn-revealed': {
    group: 'Burn after reading',
    title: 'Revealed at 60 %',
    about: '36 of 60 seconds are left, in the ring and along the lower edge.',
  },
  'burn-opened': {
    group: 'Burn after reading',
    title: 'Opened, author',
    about: 'The author’s copy runs by the same clock.',
  },
  'burn-burned': { group: 'Burn after reading', title: 'Burned, receiver', about: 'One line is left.' },
  'burn-burned-author': {
    group: 'Burn after reading',
    title: 'Burned, author',
    about: 'One line is left here, too.',
  },
  'burn-pending': {
    group: 'Burn after reading',
    title: 'Burned offline',
    about: 'Gone from this computer at once; the server hears of it with the next connection.',
  },
  'burn-refused': {
    group: 'Burn after reading',
    title: 'Refused',
    about: 'Gone from this computer all the same, and the app says what the server refused.',
  },
  'quote-composer': {
    group: 'Quotes and mentions',
    title: 'Composer with a quote',
    about: 'What is being answered, until it is sent or taken away with Esc.',
  },
  'quote-bubble': {
    group: 'Quotes and mentions',
    title: 'An answer',
    about: 'It leads to what it answers. The quoted words are looked up, never copied.',
  },
  'quote-revoked': {
    group: 'Quotes and mentions',
    title: 'The quoted message was revoked',
    about: 'Its words are gone from the answer, and from the answer that is being written.',
  },
  'mention-composer': {
    group: 'Quotes and mentions',
    title: 'Calling somebody',
    about: 'The members of the room whose name fits, after “@”.',
  },
  'mention-list': {
    group: 'Quotes and mentions',
    title: 'Called',
    about: 'The chat list says so until it is read.',
  },
  'mention-bubble': {
    group: 'Quotes and mentions',
    title: 'The called one reads it',
    about: 'The own name stands out.',
  },
  'picture-composer': {
    group: 'Pictures',
    title: 'Composer with pictures',
    about: 'Made small before they are sent; each can be taken out again.',
  },
  'picture-bubble': { group: 'Pictures', title: 'Pictures in the conversation', about: 'And their caption.' },
  'picture-viewer': { group: 'Pictures', title: 'Viewer', about: 'Over the whole window, with zoom.' },
} as const satisfies Record<string, PictureEntry>;

interface PictureEntry {
  readonly group: string;
  readonly title: string;
  /** One sentence. */
  readonly about: string;
}

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
