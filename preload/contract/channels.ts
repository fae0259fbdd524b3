import type { AccountCallName, AppCallName, CallName } from './api';

/** The allow-list of the calls about the app. `satisfies` makes the compiler ask for every call exactly once. */
const appCallTable = {
  'app.snapshot': true,
  'app.changeSettings': true,
  'app.copyText': true,
  'app.openLink': true,
  'app.painted': true,
  'app.attend': true,
  'app.pauseShortcut': true,
  'app.takeLink': true,
  'account.signUp': true,
  'account.signIn': true,
  'account.resume': true,
  'account.tryHere': true,
  'account.keepAside': true,
} as const satisfies Record<AppCallName, true>;

/** The allow-list of the calls of an account. */
const accountCallTable = {
  'account.signOut': true,
  'account.unsent': true,
  'account.changePassword': true,
  'account.resolveMissing': true,
  'trial.note': true,
  'emoji.shelf': true,
  'emoji.noteChosen': true,
  'emoji.chooseTone': true,
  'connection.retryNow': true,
  'conversations.list': true,
  'conversations.byIds': true,
  'conversations.markRead': true,
  'conversations.setBurnDefault': true,
  'conversations.leave': true,
  'conversations.pin': true,
  'conversations.mute': true,
  'conversations.archive': true,
  'conversations.markUnread': true,
  'conversations.delete': true,
  'conversations.begin': true,
  'messages.page': true,
  'messages.pageBelow': true,
  'messages.around': true,
  'messages.byIds': true,
  'messages.search': true,
  'messages.send': true,
  'messages.sendImage': true,
  'messages.image': true,
  'messages.more': true,
  'messages.retry': true,
  'messages.sizeLimit': true,
  'messages.sendSmaller': true,
  'messages.discard': true,
  'messages.deleteHere': true,
  'messages.forward': true,
  'messages.react': true,
  'messages.revoke': true,
  'messages.reedit': true,
  'messages.quote': true,
  'messages.reveal': true,
  'messages.burnNow': true,
  'messages.revocable': true,
  'drafts.list': true,
  'drafts.keep': true,
  'contacts.list': true,
  'contacts.byNodes': true,
  'people.byNodes': true,
  'people.profile': true,
  'people.look': true,
  'people.setRemark': true,
  'pictures.of': true,
  'profile.change': true,
  'presence.choose': true,
  'presence.list': true,
  'presence.byNodes': true,
  'typing.note': true,
  'typing.list': true,
  'contacts.add': true,
  'contacts.accept': true,
  'contacts.decline': true,
  'contacts.reconsider': true,
  'contacts.remove': true,
  'contacts.block': true,
  'rooms.create': true,
  'rooms.list': true,
  'rooms.byNodes': true,
  'rooms.look': true,
  'rooms.join': true,
  'rooms.withdraw': true,
  'rooms.acceptInvitation': true,
  'rooms.declineInvitation': true,
  'rooms.block': true,
  'rooms.unblock': true,
  'rooms.applications': true,
  'rooms.approve': true,
  'rooms.reject': true,
  'rooms.edit': true,
  'rooms.setManager': true,
  'rooms.cancel': true,
  'rooms.members': true,
  'rooms.membersAmong': true,
  'rooms.refreshMembers': true,
  'rooms.pull': true,
  'rooms.kick': true,
  'rooms.blockMember': true,
  'rooms.unblockMember': true,
  'rooms.leave': true,
  'rooms.lines': true,
  'rooms.writePrivately': true,
} as const satisfies Record<AccountCallName, true>;

/** Every call about the app. */
export const appCallNames: readonly AppCallName[] = Object.freeze(Object.keys(appCallTable) as AppCallName[]);

/** Every call of an account. */
export const accountCallNames: readonly AccountCallName[] = Object.freeze(
  Object.keys(accountCallTable) as AccountCallName[],
);

/** Every call name. */
export const callNames: readonly CallName[] = Object.freeze([...appCallNames, ...accountCallNames]);

/** Channel of a call between preload and main. */
export const callChannel = (name: CallName): string => `messenger:call:${name}`;

/** Channel on which main broadcasts change batches. */
export const changesChannel = 'messenger:changes';
