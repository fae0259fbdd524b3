import { describe, expect, it } from 'vitest';
import type { RoomMemberView } from '../../../../../preload/contract/member-views';
import { memberEntries } from '../../../../../renderer/features/members/member-deeds';
import { aMemberPage } from '../../views';

const [plain] = aMemberPage([{ node: 'node-zhou', name: '周一帆' }]).members;

/** The deeds that the menu of somebody offers to a person of a role. */
function deeds(patch: Partial<RoomMemberView>, role: 'founder' | 'manager' | 'member'): readonly string[] {
  if (plain === undefined) throw new Error('the page has one member');
  return memberEntries({ ...plain, ...patch }, { list: 'members', relation: 'friend', role }).map(
    ({ deed }) => deed,
  );
}

describe('the menu of somebody in a room', () => {
  it('lets the founder name a manager, and dismiss one, never both at once', () => {
    expect(deeds({ role: 'member' }, 'founder')).toEqual([
      'chat',
      'viewProfile',
      'copyId',
      'appoint',
      'kick',
      'blockMember',
    ]);
    expect(deeds({ role: 'manager' }, 'founder')).toEqual([
      'chat',
      'viewProfile',
      'copyId',
      'dismiss',
      'kick',
      'blockMember',
    ]);
  });

  it('shows managers no way to name others, and members neither that nor a removal', () => {
    expect(deeds({ role: 'member' }, 'manager')).toEqual([
      'chat',
      'viewProfile',
      'copyId',
      'kick',
      'blockMember',
    ]);
    expect(deeds({ role: 'member' }, 'member')).toEqual(['chat', 'viewProfile', 'copyId']);
  });

  it('says why a manager cannot be named where the server would refuse it', () => {
    if (plain === undefined) throw new Error('the page has one member');
    const obstacles = { ...plain.obstacles, appoint: 'roomGone' as const };
    const entries = memberEntries(
      { ...plain, obstacles },
      { list: 'members', relation: undefined, role: 'founder' },
    );
    expect(entries.find(({ deed }) => deed === 'appoint')?.obstacle).toBe('roomGone');
  });

  it('leads to the profile of anybody, also of whom the account or the room keeps out', () => {
    if (plain === undefined) throw new Error('the page has one member');
    for (const list of ['members', 'blocked'] as const) {
      for (const relation of ['friend', 'incoming', 'blocked', undefined] as const) {
        const entries = memberEntries(plain, { list, relation, role: 'member' });
        expect(entries.find(({ deed }) => deed === 'viewProfile')).toMatchObject({
          isGrave: false,
          obstacle: null,
        });
      }
    }
  });
});
