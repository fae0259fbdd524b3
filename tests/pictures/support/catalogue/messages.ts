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
  'album-composer': {
    group: 'Pictures',
    title: 'Several at once',
    about: 'In the order in which they will stand; moved by the pointer or by keys.',
  },
  album: { group: 'Pictures', title: 'An album', about: 'Each is a message of its own; 900 × 600.' },
  'album-viewer': {
    group: 'Pictures',
    title: 'One of several in the viewer',
    about: 'The one before and the next by buttons and by arrows; saved and copied from here.',
  },
  'message-menu': {
    group: 'What is done with messages',
    title: 'The menu of a message',
    about: 'Six signs above, three groups in an order that never changes.',
  },
  'link-menu': {
    group: 'What is done with messages',
    title: 'The menu at a link',
    about: 'Its address is copied in the place of what keeps a message in view.',
  },
  reactions: {
    group: 'What is done with messages',
    title: 'Reactions',
    about: 'Chips under the bubble; the own ones are tinted.',
  },
  receipts: {
    group: 'What is done with messages',
    title: 'Receipts',
    about: 'Only between two who both tell: arrived, and read.',
  },
  'receipts-menu': {
    group: 'What is done with messages',
    title: 'The same in words',
    about: 'In the menu, for whoever does not read signs.',
  },
  'edit-composer': {
    group: 'What is done with messages',
    title: 'Editing',
    about: 'In the place of the composer, which waits behind it with its draft.',
  },
  notes: {
    group: 'What is done with messages',
    title: 'Notes of one’s own',
    about: 'Among what is saved, on this computer alone; written at its end.',
  },
  'note-edit': {
    group: 'What is done with messages',
    title: 'A note that is edited',
    about: 'In the place where notes are written, until it is kept or left with Esc.',
  },
  'notes-empty': {
    group: 'What is done with messages',
    title: 'Nothing saved yet',
    about: 'The three ways in which something comes here.',
  },
  pinned: {
    group: 'What is done with messages',
    title: 'A pinned message',
    about: 'Under the header, and it leads to its place.',
  },
  chosen: {
    group: 'What is done with messages',
    title: 'Chosen messages',
    about: 'A bar in the place of the composer, which keeps what is being written.',
  },
  'delete-messages': {
    group: 'What is done with messages',
    title: 'Before messages are deleted',
    about: 'On this computer alone, and nothing brings them back.',
  },
  forward: {
    group: 'What is done with messages',
    title: 'Passing on',
    about: 'To several chats at once; those in which nothing can be said are not offered.',
  },
  forwarded: {
    group: 'What is done with messages',
    title: 'Passed on',
    about: 'Who wrote it first stands above.',
  },
  'emoji-panel': {
    group: 'Emoji',
    title: 'The panel',
    about: 'Groups, skin tones, and the name of the one that the keyboard is on.',
  },
  'emoji-search': { group: 'Emoji', title: 'Found by a word', about: 'In both languages.' },
  'emoji-completion': {
    group: 'Emoji',
    title: 'Completing a word',
    about: 'After a colon, without leaving the text.',
  },
  'files-offered': {
    group: 'Files',
    title: 'Files that are offered',
    about: 'One with two endings, one whose author is not there, one that was paused.',
  },
  files: {
    group: 'Files',
    title: 'Files that are here, and one that nobody has any more',
    about: 'What is here was compared with what was offered.',
  },
  'files-moving': {
    group: 'Files',
    title: 'Files on their way',
    about: 'One that has come, one that was another than it said, one that was paused, one that comes.',
  },
  'file-refused': {
    group: 'Files',
    title: 'A file cannot burn',
    about: 'It waits in the composer, and nothing goes out.',
  },
  'file-composer': {
    group: 'Files',
    title: 'Pictures that go as files',
    about: 'As they are, with what is written.',
  },
  'file-pictures': {
    group: 'Files',
    title: 'Pictures that came as files',
    about: 'A small one is there before anybody asks.',
  },
  'file-burn-covered': {
    group: 'Files',
    title: 'A file that burns, covered',
    about: 'How large it is, and not what it is called.',
  },
  'file-burn-open': {
    group: 'Files',
    title: 'A file that burns, open',
    about: 'It is looked at inside, and leaves by no way.',
  },
  'files-over': {
    group: 'Files',
    title: 'Files that are over',
    about: 'One was burned, one was taken back.',
  },
  media: {
    group: 'Files',
    title: 'What a chat has',
    about: 'Pictures and films, files, links, by months.',
  },
  'voice-recording': {
    group: 'Voice, sound and film',
    title: 'Recording',
    about: 'In the place of what is written, which waits behind it.',
  },
  'voice-listening': {
    group: 'Voice, sound and film',
    title: 'Heard before it is sent',
    about: 'It is sent only now, or thrown away.',
  },
  'voice-burn': {
    group: 'Voice, sound and film',
    title: 'A recording that is to burn',
    about: 'Told before it is sent: it may be over before it was heard.',
  },
  voice: {
    group: 'Voice, sound and film',
    title: 'A voice message that came',
    about: 'How loud it is, how long, and that nobody has heard it yet.',
  },
  'voice-playing': {
    group: 'Voice, sound and film',
    title: 'Played',
    about: 'Moved by the pointer and by arrows, as fast as one likes.',
  },
  'voice-played': {
    group: 'Voice, sound and film',
    title: 'Heard',
    about: 'The dot is gone, here and on the other devices of the account.',
  },
  players: {
    group: 'Voice, sound and film',
    title: 'A sound and a film that came as files',
    about: 'Played in their places, from the encrypted store.',
  },
  'playback-bar': {
    group: 'Voice, sound and film',
    title: 'Heard from another chat',
    about: 'The sound goes on, and is moved and ended from wherever one is.',
  },
  'film-viewer': {
    group: 'Voice, sound and film',
    title: 'A film over the window',
    about: 'It goes on where it stood.',
  },
  'media-voice': {
    group: 'Voice, sound and film',
    title: 'The voice messages of a chat',
    about: 'Each leads to its place.',
  },
} as const satisfies Record<string, PictureEntry>;
