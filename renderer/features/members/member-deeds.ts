import {
  Ban,
  Copy,
  IdCard,
  MessageCircle,
  RotateCcw,
  ShieldCheck,
  ShieldOff,
  UserRoundMinus,
  UserRoundPlus,
} from '@lucide/vue';
import type { Component } from 'vue';
import type { MemberListChoice, RoomMemberView } from '../../../preload/contract/member-views';
import type { FailureCode } from '../../../preload/contract/result';
import type { ContactView } from '../../../preload/contract/views';

/** Something that can be done about somebody in a room. */
export type MemberDeed =
  | 'chat'
  | 'viewProfile'
  | 'addFriend'
  | 'copyId'
  | 'appoint'
  | 'dismiss'
  | 'kick'
  | 'blockMember'
  | 'unblockMember';

/** A deed as the menu shows it. */
export interface MemberEntry {
  readonly deed: MemberDeed;
  /** Message key of its words. */
  readonly labelKey: string;
  readonly icon: Component;
  /** It is red and stands apart. */
  readonly isGrave: boolean;
  /** Why the server would refuse it; null where it would not. */
  readonly obstacle: FailureCode | null;
}

/**
 * What can be done about somebody, in its order. `relation` is how they stand to the account; undefined for nobody in particular.
 * What one would look for is there and says why it cannot be; what makes no sense is absent.
 */
export function memberEntries(
  member: RoomMemberView,
  {
    list,
    relation,
    role,
  }: {
    readonly list: MemberListChoice;
    readonly relation: ContactView['state'] | undefined;
    /** What the own account is in the room. */
    readonly role: 'founder' | 'manager' | 'member' | 'none';
  },
): readonly MemberEntry[] {
  const entry = (deed: MemberDeed, labelKey: string, icon: Component): MemberEntry => ({
    deed,
    labelKey,
    icon,
    isGrave: deed === 'kick' || deed === 'blockMember',
    obstacle: obstacleOf(deed, member),
  });
  const viewProfile = entry('viewProfile', 'profile.view', IdCard);
  const copyId = entry('copyId', 'members.copyId', Copy);
  const befriend = relation === undefined ? [entry('addFriend', 'members.addFriend', UserRoundPlus)] : [];
  if (list === 'blocked') {
    return [viewProfile, ...befriend, copyId, entry('unblockMember', 'members.unblock', RotateCcw)];
  }
  const canReach = relation !== 'blocked';
  const decides = role === 'founder' || role === 'manager';
  return [
    ...(canReach
      ? [entry('chat', relation === 'friend' ? 'contacts.chat' : 'members.writePrivately', MessageCircle)]
      : []),
    viewProfile,
    ...befriend,
    copyId,
    ...(role === 'founder' ? rankEntry(member, entry) : []),
    ...(decides
      ? [entry('kick', 'members.kick', UserRoundMinus), entry('blockMember', 'members.blockMember', Ban)]
      : []),
  ];
}

/** Of naming and dismissing only the one that makes sense; neither for the founder, whose rank tim fixes. */
function rankEntry(
  member: RoomMemberView,
  entry: (deed: MemberDeed, labelKey: string, icon: Component) => MemberEntry,
): readonly MemberEntry[] {
  if (member.role === 'founder') return [];
  return member.role === 'manager'
    ? [entry('dismiss', 'members.dismissManager', ShieldOff)]
    : [entry('appoint', 'members.appointManager', ShieldCheck)];
}

const isJudged = (deed: MemberDeed): deed is Exclude<keyof RoomMemberView['obstacles'], 'writePrivately'> =>
  deed === 'kick' || deed === 'blockMember' || deed === 'appoint' || deed === 'dismiss';

function obstacleOf(deed: MemberDeed, { obstacles }: RoomMemberView): FailureCode | null {
  if (deed === 'chat') return obstacles.writePrivately;
  return isJudged(deed) ? obstacles[deed] : null;
}
