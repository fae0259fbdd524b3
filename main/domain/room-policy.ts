import type { RoomAccess, RoomRole, RoomStanding } from './room';

/** What an account can want of a room. */
export const roomActions = [
  'apply',
  'withdraw',
  'answerInvitation',
  'speak',
  'seeMembers',
  'invite',
  'leave',
  'block',
  'unblock',
  'edit',
  'changeAccess',
  'decideApplications',
  'appointManagers',
  'seeBlockedMembers',
  'cancel',
] as const;
export type RoomAction = (typeof roomActions)[number];

/** What an account can want of somebody else in a room. */
export const memberActions = ['kick', 'blockMember', 'appoint', 'dismiss', 'writePrivately'] as const;
export type MemberAction = (typeof memberActions)[number];

/** Why something cannot be done, as a code with a sentence: `errors.<code>`. */
export type RoomObstacle =
  | 'roomGone'
  | 'notAMember'
  | 'invitationOpen'
  | 'invitationGone'
  | 'alreadyInRoom'
  | 'alreadyRequested'
  | 'applicationGone'
  | 'roomBlockedByYou'
  | 'roomNotBlocked'
  | 'roomAdminsOnly'
  | 'roomFounderOnly'
  | 'founderCannotLeave'
  | 'roomHasOthers'
  | 'roomMembersUnknown'
  | 'roomAccessFixed'
  | 'founderStays'
  | 'managersByFounderOnly'
  | 'notYourself'
  | 'alreadyManager'
  | 'notAManager';

/** What the rules look at. */
export interface RoomFacts {
  readonly standing: RoomStanding;
  readonly role: RoomRole;
  readonly access: RoomAccess;
  /** With this account; null while the server was not asked. */
  readonly memberCount: number | null;
}

/** Whom an action is about. */
export interface MemberFacts {
  readonly role: RoomRole;
  readonly isSelf: boolean;
}

const isAdmin = ({ role }: RoomFacts): boolean => role === 'founder' || role === 'manager';

/** When an obstacle stands in the way. */
const obstacles: Readonly<Record<RoomObstacle, (facts: RoomFacts, member: MemberFacts) => boolean>> = {
  roomGone: ({ standing }) => standing === 'gone',
  notAMember: ({ standing }) => standing !== 'member',
  invitationOpen: ({ standing }) => standing === 'invited',
  invitationGone: ({ standing }) => standing !== 'invited',
  alreadyInRoom: ({ standing }) => standing === 'member',
  alreadyRequested: ({ standing }) => standing === 'applied',
  applicationGone: ({ standing }) => standing !== 'applied' && standing !== 'declined',
  roomBlockedByYou: ({ standing }) => standing === 'blocked',
  roomNotBlocked: ({ standing }) => standing !== 'blocked',
  // Into an open room the server lets anybody pull anybody (section 10).
  roomAdminsOnly: (facts) => !isAdmin(facts),
  roomFounderOnly: ({ role }) => role !== 'founder',
  founderCannotLeave: ({ role }) => role === 'founder',
  roomHasOthers: ({ memberCount }) => memberCount !== null && memberCount > 1,
  roomMembersUnknown: ({ memberCount }) => memberCount === null,
  roomAccessFixed: () => true,
  // The server would let managers remove the founder, who then can neither come back nor end the room.
  founderStays: (_facts, { role }) => role === 'founder',
  managersByFounderOnly: (facts, { role }) => role === 'manager' && facts.role !== 'founder',
  notYourself: (_facts, { isSelf }) => isSelf,
  alreadyManager: (_facts, { role }) => role === 'manager',
  notAManager: (_facts, { role }) => role !== 'manager',
};

const inRoom: readonly RoomObstacle[] = ['roomGone', 'invitationOpen', 'notAMember'];

/** What stands in the way of each action, the first that holds is told. */
const rules: Readonly<Record<RoomAction, (facts: RoomFacts) => readonly RoomObstacle[]>> = {
  apply: () => ['roomGone', 'alreadyInRoom', 'invitationOpen', 'alreadyRequested', 'roomBlockedByYou'],
  withdraw: () => ['applicationGone'],
  answerInvitation: () => ['invitationGone'],
  speak: () => inRoom,
  seeMembers: () => inRoom,
  invite: ({ access }) => (access === 'open' ? inRoom : [...inRoom, 'roomAdminsOnly']),
  leave: () => ['roomGone', 'notAMember', 'founderCannotLeave'],
  // A founder who blocked would be out of a room that nobody else can ever end.
  block: () => ['roomGone', 'roomBlockedByYou', 'founderCannotLeave'],
  unblock: () => ['roomNotBlocked'],
  edit: () => [...inRoom, 'roomAdminsOnly'],
  changeAccess: () => ['roomAccessFixed'],
  decideApplications: () => [...inRoom, 'roomAdminsOnly'],
  appointManagers: () => [...inRoom, 'roomFounderOnly'],
  seeBlockedMembers: () => [...inRoom, 'roomAdminsOnly'],
  cancel: () => [...inRoom, 'roomFounderOnly', 'roomMembersUnknown', 'roomHasOthers'],
};

const dismissing: readonly RoomObstacle[] = [
  ...inRoom,
  'notYourself',
  'roomAdminsOnly',
  'founderStays',
  'managersByFounderOnly',
];

const memberRules: Readonly<Record<MemberAction, readonly RoomObstacle[]>> = {
  kick: dismissing,
  blockMember: dismissing,
  appoint: [...inRoom, 'roomFounderOnly', 'notYourself', 'alreadyManager'],
  dismiss: [...inRoom, 'roomFounderOnly', 'notYourself', 'notAManager'],
  writePrivately: [...inRoom, 'notYourself'],
};

const nobody: MemberFacts = { role: 'none', isSelf: false };

/** Why this account cannot do something with a room; null when the server will let it. */
export function roomObstacle(action: RoomAction, facts: RoomFacts): RoomObstacle | null {
  return rules[action](facts).find((obstacle) => obstacles[obstacle](facts, nobody)) ?? null;
}

/** Why this account cannot do something with somebody in a room; null when the server will let it. */
export function memberObstacle(
  action: MemberAction,
  facts: RoomFacts,
  member: MemberFacts,
): RoomObstacle | null {
  return memberRules[action].find((obstacle) => obstacles[obstacle](facts, member)) ?? null;
}

/** The reason for every action of an account on a room; null where there is none. */
export function roomObstacles(facts: RoomFacts): Readonly<Record<RoomAction, RoomObstacle | null>> {
  const entries = roomActions.map((action) => [action, roomObstacle(action, facts)] as const);
  // One entry for every action of the list that the record is over.
  return Object.fromEntries(entries) as Record<RoomAction, RoomObstacle | null>;
}
