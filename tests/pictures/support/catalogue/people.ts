import type { PictureEntry } from './entry';

/** Others: how they are reached, who they are, the rooms that one shares with them, and the own account. */
export const peoplePictures = {
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
  'add-friend-refused': {
    group: 'Reaching others',
    title: 'The link of a friend',
    about: 'A sentence, and the one button that leads on.',
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
  'account-card-invisible': {
    group: 'Reaching others',
    title: 'Seen by nobody',
    about: 'What it does, and what it does not.',
  },
  'chat-menu': {
    group: 'The list',
    title: 'What can be made of a chat',
    about: 'On this computer and for this account alone.',
  },
  'chat-cared': {
    group: 'The list',
    title: 'Pinned, muted, marked as unread',
    about: 'What is muted is grey and counted nowhere else.',
  },
  'chat-delete': {
    group: 'The list',
    title: 'Deleting a chat',
    about: 'What it erases here, and that the others keep theirs.',
  },
  'quick-switch': {
    group: 'The list',
    title: 'Going to a chat',
    about: 'Ctrl+K: by remark, own name, reading and initials; the last ones first.',
  },
  'archive-entry': {
    group: 'The list',
    title: 'Something is put away',
    about: 'Its entry is there for as long as there is something in it; 900 × 600.',
  },
  archive: { group: 'The list', title: 'What is put away', about: 'It comes back with what is news.' },
  'folder-empty': {
    group: 'The list',
    title: 'A folder with nothing in it',
    about: 'And the way to all of them.',
  },
  contacts: {
    group: 'People',
    title: 'Everybody one stands to somehow',
    about: 'Who asks, who is asked, who was put aside, who is blocked, and friends.',
  },
  'contacts-filter': {
    group: 'People',
    title: 'Contacts that fit',
    about: 'By remark, name, pinyin and initials; 900 × 600.',
  },
  'friend-menu': { group: 'People', title: 'What can be done', about: 'The same words as in the details.' },
  'friend-block': { group: 'People', title: 'Before somebody is blocked', about: 'What it does, for whom.' },
  'chat-blocked': {
    group: 'People',
    title: 'A chat that is closed',
    about: 'Why nothing can be written, and the one button that changes it.',
  },
  'chat-stranger': {
    group: 'People',
    title: 'A friendship that has ended',
    about: 'What was said stays; one may ask again.',
  },
  'chat-outgoing': {
    group: 'People',
    title: 'Asked, and not answered yet',
    about: 'The request can be taken back.',
  },
  'chat-incoming': {
    group: 'People',
    title: 'Asked by the other one',
    about: 'Answered where one would write.',
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
  'person-card-dialog': {
    group: 'People',
    title: 'The same without a chat',
    about: 'From the contacts, a list of members or what somebody said in a room; 900 × 600.',
  },
  typing: { group: 'People', title: 'Somebody writes', about: 'In the header, never among the messages.' },
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
  'room-members': {
    group: 'Rooms',
    title: 'Members in a narrow window',
    about: 'The list of the details, over the whole window.',
  },
  'room-blocked-members': {
    group: 'Rooms',
    title: 'Whom a room keeps out',
    about: 'For those who decide in it.',
  },
  'room-lines': {
    group: 'Rooms',
    title: 'What was learnt of a room',
    about: 'From the server’s answers, never from somebody’s word.',
  },
  'private-notice': {
    group: 'Rooms',
    title: 'Past the room, to one member',
    about: 'Through which room it goes, and what the server refuses between people who are no friends.',
  },
  'private-mark': {
    group: 'Rooms',
    title: 'What came that way',
    about: 'It carries the mark of the room.',
  },
  'room-closed': {
    group: 'Rooms',
    title: 'A room that one is out of',
    about: 'What was said stays, and why nothing can be written.',
  },
  password: {
    group: 'Account',
    title: 'Another password',
    about: 'What the server would take and then not know again is refused here, with the reason.',
  },
  'password-refused': {
    group: 'Account',
    title: 'A password that is refused',
    about: 'Everything that is wrong with it, at its field.',
  },
  'sign-out': {
    group: 'Account',
    title: 'Signing out',
    about: 'What of the account stays on this computer.',
  },
  'sign-out-unsent': {
    group: 'Account',
    title: 'Signing out with something unsent',
    about: 'What is lost, before it is; 900 × 600.',
  },
  'lock-choose': {
    group: 'The lock',
    title: 'Choosing a PIN',
    about: 'A weak one is called weak, and taken.',
  },
  'lock-settings': {
    group: 'The lock',
    title: 'When it locks',
    about: 'By itself, with the screen, and what happens to messages meanwhile.',
  },
  lock: {
    group: 'The lock',
    title: 'A locked window',
    about: 'Nothing of the chats: no names, no numbers, no silhouettes.',
  },
  'lock-wrong': {
    group: 'The lock',
    title: 'A wrong PIN',
    about: 'Said at the field, which is empty again.',
  },
  'lock-forgotten': {
    group: 'The lock',
    title: 'A forgotten PIN',
    about: 'What is lost and what stays, before anything is.',
  },
  'lock-forgotten-sure': {
    group: 'The lock',
    title: 'A forgotten PIN, asked again',
    about: 'The first choice destroys nothing.',
  },
} as const satisfies Record<string, PictureEntry>;
