import { describe, expect, it } from 'vitest';
import type { RoomRole, RoomStanding } from '../../../main/domain/room';
import {
  memberObstacle,
  roomActions,
  roomObstacle,
  roomObstacles,
  type MemberAction,
  type RoomAction,
  type RoomFacts,
  type RoomObstacle,
} from '../../../main/domain/room-policy';

const facts = (role: RoomRole, more: Partial<RoomFacts> = {}): RoomFacts => ({
  standing: 'member',
  role,
  access: 'private',
  memberCount: 3,
  ...more,
});
const outside = (standing: RoomStanding): RoomFacts => facts('none', { standing, memberCount: null });

describe('what a member may do in a room', () => {
  it.each<[RoomAction, RoomObstacle | null, RoomObstacle | null, RoomObstacle | null]>([
    // action, founder, manager, member
    ['speak', null, null, null],
    ['seeMembers', null, null, null],
    ['invite', null, null, 'roomAdminsOnly'],
    ['leave', 'founderCannotLeave', null, null],
    ['block', 'founderCannotLeave', null, null],
    ['edit', null, null, 'roomAdminsOnly'],
    ['decideApplications', null, null, 'roomAdminsOnly'],
    ['seeBlockedMembers', null, null, 'roomAdminsOnly'],
    ['appointManagers', null, 'roomFounderOnly', 'roomFounderOnly'],
    ['cancel', 'roomHasOthers', 'roomFounderOnly', 'roomFounderOnly'],
    ['changeAccess', 'roomAccessFixed', 'roomAccessFixed', 'roomAccessFixed'],
    ['apply', 'alreadyInRoom', 'alreadyInRoom', 'alreadyInRoom'],
    ['unblock', 'roomNotBlocked', 'roomNotBlocked', 'roomNotBlocked'],
  ])('%s: founder %s, manager %s, member %s', (action, founder, manager, member) => {
    expect([
      roomObstacle(action, facts('founder')),
      roomObstacle(action, facts('manager')),
      roomObstacle(action, facts('member')),
    ]).toEqual([founder, manager, member]);
  });

  it('lets every member of an open room bring others in, as the server does', () => {
    expect(roomObstacle('invite', facts('member', { access: 'open' }))).toBeNull();
  });

  it('lets the founder end a room as its last member, once it is known that there is nobody else', () => {
    const cancel = (memberCount: number | null) => roomObstacle('cancel', facts('founder', { memberCount }));
    expect([cancel(null), cancel(2), cancel(1)]).toEqual(['roomMembersUnknown', 'roomHasOthers', null]);
  });
});

describe('what somebody outside of a room may do with it', () => {
  it.each<[RoomStanding, RoomAction, RoomObstacle | null]>([
    ['none', 'apply', null],
    ['declined', 'apply', null],
    ['out', 'apply', null],
    ['applied', 'apply', 'alreadyRequested'],
    ['blocked', 'apply', 'roomBlockedByYou'],
    ['gone', 'apply', 'roomGone'],
    ['invited', 'apply', 'invitationOpen'],
    ['applied', 'withdraw', null],
    ['none', 'withdraw', 'applicationGone'],
    ['invited', 'answerInvitation', null],
    ['member', 'answerInvitation', 'invitationGone'],
    ['invited', 'speak', 'invitationOpen'],
    ['invited', 'block', null],
    ['out', 'speak', 'notAMember'],
    ['gone', 'speak', 'roomGone'],
    ['blocked', 'unblock', null],
    ['blocked', 'block', 'roomBlockedByYou'],
  ])('%s: %s is held up by %s', (standing, action, obstacle) => {
    expect(roomObstacle(action, outside(standing))).toBe(obstacle);
  });

  it('names every action once', () => {
    expect(Object.keys(roomObstacles(outside('none'))).sort()).toEqual([...roomActions].sort());
  });
});

describe('what may be done with somebody in a room', () => {
  it.each<[MemberAction, RoomRole, RoomRole, RoomObstacle | null]>([
    // action, own role, role of the other one
    ['kick', 'founder', 'manager', null],
    ['kick', 'manager', 'member', null],
    ['kick', 'manager', 'manager', 'managersByFounderOnly'],
    // The server would let it happen, and nobody could end the room any more.
    ['kick', 'manager', 'founder', 'founderStays'],
    ['kick', 'member', 'member', 'roomAdminsOnly'],
    ['blockMember', 'manager', 'founder', 'founderStays'],
    ['appoint', 'founder', 'member', null],
    ['appoint', 'founder', 'manager', 'alreadyManager'],
    ['appoint', 'manager', 'member', 'roomFounderOnly'],
    ['dismiss', 'founder', 'member', 'notAManager'],
    ['dismiss', 'founder', 'manager', null],
    ['writePrivately', 'member', 'founder', null],
  ])('%s as %s of a %s: %s', (action, own, other, obstacle) => {
    expect(memberObstacle(action, facts(own), { role: other, isSelf: false })).toBe(obstacle);
  });

  it('is nothing with oneself', () => {
    const self = { role: 'founder', isSelf: true } as const;
    expect(memberObstacle('kick', facts('founder'), self)).toBe('notYourself');
    expect(memberObstacle('writePrivately', facts('founder'), self)).toBe('notYourself');
  });
});
