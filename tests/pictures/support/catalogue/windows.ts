import type { PictureEntry } from './entry';

/** The window itself, the way into it and its settings. */
export const windowPictures = {
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
  search: {
    group: 'Search',
    title: 'What was found in all chats',
    about: 'The newest first, each with its chat and its day; 900 × 600.',
  },
  'search-filtered': {
    group: 'Search',
    title: 'Kept to what leads out',
    about: 'By kind, by person and by time.',
  },
  'search-nothing': {
    group: 'Search',
    title: 'Nothing',
    about: 'How words are found, and the way back.',
  },
  calendar: {
    group: 'Search',
    title: 'Going to a day',
    about: 'Behind the day above the timeline.',
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
  loading: {
    group: 'First steps',
    title: 'A chat that is still being asked for',
    about: 'A quiet line until the server has answered; nobody calls it empty before.',
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
  'settings-files': {
    group: 'Settings',
    title: 'Files and storage',
    about: 'Which files come without a click, and what files take on this computer.',
  },
  'settings-about': { group: 'Settings', title: 'About', about: 'Version, data folder and licences.' },
} as const satisfies Record<string, PictureEntry>;
