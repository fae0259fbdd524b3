import type { PersonView } from '../../../preload/contract/profile-views';
import type { RoomView } from '../../../preload/contract/room-views';
import type { MemberPageView } from '../../../preload/contract/member-views';
import type { MessageView } from '../../../preload/contract/message-views';
import type {
  AccountView,
  ContactView,
  ConversationView,
  OpenAccountView,
  SnapshotView,
  MemberView,
} from '../../../preload/contract/views';

/** 2026-11-23 14:00:00 in the local time zone. */
export const noonMs = new Date(2026, 10, 23, 14, 0, 0).getTime();

/** A signed-in account. */
export const anAccount: AccountView = {
  accountId: 'account-1',
  node: 'node-me',
  name: '林晓',
  serverUrl: 'wss://im.example.com/tim',
  encoding: 'compact',
  isLocalServer: false,
};

/** An account that is open and online. */
export function anOpenAccount(patch: Partial<OpenAccountView> = {}): OpenAccountView {
  return {
    account: anAccount,
    connection: {
      state: 'online',
      retryAtMs: null,
      awaySinceMs: null,
      isRetry: false,
      failure: null,
      serverOffsetMs: 0,
      unreadableFrames: 0,
      replayedMessages: 0,
    },
    presence: { choice: 'online', note: '', shown: 'online' },
    keyProtection: 'keyStore',
    missingOnServer: 0,
    leftOut: { friends: 0, requests: 0, blocked: 0, rooms: 0, applications: 0, messages: 0 },
    trial: null,
    ...patch,
  };
}

/** A snapshot of the app, in English, with one account open and shown. */
export function aSnapshot(patch: Partial<SnapshotView> = {}): SnapshotView {
  return {
    startState: 'signedIn',
    lock: { isOn: false, wrongTries: 0, waitMs: 0 },
    accounts: [anOpenAccount()],
    currentAccountId: anAccount.accountId,
    settings: {
      locale: 'en',
      theme: 'light',
      revokeWindowSeconds: 120,
      revokeShortcut: null,
      burnOnLeave: false,
      typingNotices: 'oneToOne',
      sharesReceipts: false,
      mentionsBreakMute: true,
      chatFolder: 'all',
      sendKey: 'enter',
      formatsTexts: true,
      autoFetch: {
        mostBytes: { pictures: 10_000_000, voice: 10_000_000, video: 0, files: 0 },
        fromMembers: false,
      },
      isKeyNoticeRead: true,
      lockIdleMinutes: 15,
      locksWithScreen: true,
      whileLocked: 'wait',
    },
    knownAccounts: [],
    keyProtection: 'keyStore',
    startFailures: [],
    revokeShortcutState: 'off',
    isScreenAway: false,
    platform: 'linux',
    appVersion: '0.1.0',
    dataFolder: '/home/lin/.config/tim-desktop',
    linkNumber: 0,
    changeNumber: 0,
    ...patch,
  };
}

/** A snapshot in which nobody is signed in. */
export const aSignedOutSnapshot = (patch: Partial<SnapshotView> = {}): SnapshotView =>
  aSnapshot({ startState: 'signedOut', accounts: [], currentAccountId: null, ...patch });

/** A snapshot in which these accounts are open and the first of them is shown. */
export const aSnapshotOf = (...accounts: readonly AccountView[]): SnapshotView =>
  aSnapshot({
    accounts: accounts.map((account) => anOpenAccount({ account })),
    currentAccountId: accounts[0]?.accountId ?? null,
  });

/** A chat with a friend. */
export function aChat(patch: Partial<ConversationView> = {}): ConversationView {
  return {
    conversationId: 'chat-1',
    kind: 'user',
    node: 'node-zhou',
    title: '周一帆',
    preview: { kind: 'empty' },
    lastActivityMs: noonMs,
    beganAtMs: 0,
    unreadCount: 0,
    failedCount: 0,
    waitingCount: 0,
    isMentioned: false,
    burnDefaultSeconds: null,
    standing: 'open',
    protection: 'none',
    ...patch,
  };
}

/** A received text message; the sort key follows the id. */
export function aMessage(messageId: string, patch: Partial<MessageView> = {}): MessageView {
  return {
    messageId,
    conversationId: 'chat-1',
    authorNode: 'node-zhou',
    authorName: '周一帆',
    isMine: false,
    sentAtMs: noonMs,
    body: { kind: 'text', text: `text of ${messageId}` },
    quote: null,
    mentions: [],
    isUnread: false,
    delivery: { state: 'sent' },
    operation: null,
    sortKey: messageId,
    ...patch,
  };
}

/** A private room that the account is not in; with `standing` and `obstacles` of its own, whatever a test says. */
export function aRoom(patch: Partial<RoomView> = {}): RoomView {
  const free = {
    apply: null,
    withdraw: 'applicationGone',
    answerInvitation: 'invitationGone',
    speak: 'notAMember',
    seeMembers: 'notAMember',
    invite: 'notAMember',
    leave: 'notAMember',
    block: null,
    unblock: 'roomNotBlocked',
    edit: 'notAMember',
    changeAccess: 'roomAccessFixed',
    decideApplications: 'notAMember',
    appointManagers: 'notAMember',
    seeBlockedMembers: 'notAMember',
    cancel: 'notAMember',
  } as const;
  return {
    node: 'node-room',
    conversationId: 'r:node-room',
    name: '茶水间',
    label: '',
    access: 'private',
    founder: { node: 'node-founder', name: '林小满' },
    managerNodes: [],
    createdAtMs: 0,
    standing: 'none',
    role: 'none',
    memberCount: null,
    broughtBy: null,
    applicationText: '',
    applicationCount: 0,
    obstacles: free,
    ...patch,
  };
}

/** Somebody who tells nothing but a name. */
export function aPerson(patch: Partial<PersonView> = {}): PersonView {
  const profile = {
    name: '',
    nickname: '周一帆',
    gender: 'unspecified',
    birthday: '',
    area: '',
    status: '',
  } as const;
  return {
    node: 'node-zhou',
    shownName: '周一帆',
    remark: '',
    profile,
    hasPicture: false,
    relation: 'friend',
    toldAtMs: noonMs,
    ...patch,
  };
}

/** A friend. */
export function aContact(patch: Partial<ContactView> = {}): ContactView {
  return { node: 'node-zhou', name: '周一帆', state: 'friend', greeting: '', ...patch };
}

/** A stretch of a room's members without oneself, as main answers: those whose name holds `text`. */
export function aMemberPage(
  members: readonly MemberView[],
  {
    text = '',
    leftOutCount = 0,
    unnamedCount = 0,
  }: { readonly text?: string; readonly leftOutCount?: number; readonly unnamedCount?: number } = {},
): MemberPageView {
  const wanted = text.toLowerCase();
  const fitting = members.filter(({ name }) => name.toLowerCase().includes(wanted));
  return {
    members: fitting.map((member) => ({
      ...member,
      role: 'member',
      isMe: false,
      obstacles: { kick: null, blockMember: null, appoint: null, dismiss: null, writePrivately: null },
    })),
    matchCount: fitting.length,
    // Nobody is listed whom the account does not see; it is in the room itself.
    count: members.length + 1,
    leftOutCount,
    unnamedCount,
  };
}
