import type { PictureEntry } from './entry';

/** What is said, and what becomes of it. */
export const messagePictures = {
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
  'text-formatted': {
    group: 'Texts',
    title: 'As it was typed, and shown so',
    about: 'Links are told apart from what surrounds them; a setting shows the signs themselves.',
  },
  'text-folded': {
    group: 'Texts',
    title: 'A long text',
    about: 'Folded until somebody wants all of it.',
  },
  'picture-composer': {
    group: 'Pictures',
    title: 'Composer with pictures',
    about: 'Made small before they are sent; each can be taken out again.',
  },
  'picture-bubble': { group: 'Pictures', title: 'Pictures in the conversation', about: 'And their caption.' },
  'picture-viewer': { group: 'Pictures', title: 'Viewer', about: 'Over the whole window, with zoom.' },
} as const satisfies Record<string, PictureEntry>;
