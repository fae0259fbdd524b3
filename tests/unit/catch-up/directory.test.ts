import { beforeEach, describe, expect, it, vi } from 'vitest';
import { conversationIdOf } from '../../../main/domain/conversation';
import { ChangeSet } from '../../../main/domain/change-set';
import { toNodeId } from '../../../main/domain/ids';
import type { Directory } from '../../../main/catch-up/directory';
import { settle } from '../../support/fake-server';
import { peer, room, type TestCore } from '../../support/test-core';
import { TestDirectory } from '../../support/test-directory';

let core: TestCore;
let directory: Directory;
let link: TestDirectory['link'];
let answer: TestDirectory['answer'];
let restarted: TestDirectory['restarted'];
beforeEach(() => {
  const test = new TestDirectory();
  ({ core, directory, link, answer, restarted } = test);
  return () => test.dispose();
});

const relation = (node = peer): string => core.store.people.byNode(node)?.relation ?? 'unknown';

describe('the directory', () => {
  it('makes friends of who is in the roster, and strangers of who is not', async () => {
    core.store.transaction((write) => write.people.setRelation(toNodeId('old'), 'friend', ''));
    core.store.transaction((write) => write.people.setRelation(toNodeId('asking'), 'incoming', 'hi'));
    void directory.refreshRoster();
    await answer({ ntype: 1, nodelist: ['peer'] });
    expect([relation(), relation(toNodeId('old')), relation(toNodeId('asking'))]).toEqual([
      'friend',
      'stranger',
      'incoming',
    ]);
    expect([...(core.changes[0]?.contacts ?? [])]).toEqual(['old']);
  });

  it('keeps what the server tells of people and rooms without waiting for the disk: it tells it again', async () => {
    const commits = vi.spyOn(core.store, 'transaction');
    void directory.refreshRoster();
    await answer({ ntype: 1, nodelist: Array.from({ length: 450 }, (_, index) => `friend${index}`) });
    await answer({ ntype: 4, usermap: { friend0: { name: 'Ann' } } });
    void directory.rooms.refreshAll();
    await answer({ ntype: 2, nodelist: ['room'] });
    await answer({ ntype: 5, roommap: { room: { topic: 'Garden' } } });
    expect(core.store.people.byNode(toNodeId('friend0'))?.name).toBe('Ann');
    expect(core.store.people.byNode(toNodeId('friend449'))?.relation).toBe('friend');
    expect(core.store.rooms.byNode(toNodeId('room'))?.standing).toBe('member');
    expect(new Set(commits.mock.calls.map(([, durability]) => durability))).toEqual(new Set(['later']));
  });

  it('removes nobody when the server says nothing: the answer may be lost', async () => {
    core.store.transaction((write) => write.people.setRelation(peer, 'friend', ''));
    const refresh = directory.refreshRoster();
    await settle();
    core.clock.advance(60_000);
    await refresh;
    expect(relation()).toBe('friend');
  });

  describe('when a friend is said to have ended the friendship', () => {
    const silence = async (): Promise<void> => {
      await settle();
      core.clock.advance(60_000);
      await settle();
    };
    beforeEach(() => {
      core.store.transaction((write) => write.people.setRelation(peer, 'friend', ''));
      core.store.transaction((write) => write.people.doubt(peer, 'said'));
    });

    it('believes it when the server is silent twice, as it is with an empty roster', async () => {
      const refresh = directory.refreshRoster();
      await silence();
      expect(relation()).toBe('friend');
      await silence();
      await refresh;
      expect(relation()).toBe('stranger');
    });

    it('believes it too when it was said in an absence, before the lists were asked', async () => {
      void directory.refresh();
      for (let count = 0; count < 6; count += 1) await silence();
      expect(relation()).toBe('stranger');
    });

    it('forgets it when they have become friends again since', async () => {
      core.store.transaction((write) =>
        directory.befriend(write, { node: peer, isNew: true }, new ChangeSet()),
      );
      const refresh = directory.refreshRoster();
      await silence();
      await silence();
      await refresh;
      expect(relation()).toBe('friend');
    });

    it('believes the roster when it says otherwise', async () => {
      void directory.refreshRoster();
      await answer({ ntype: 1, nodelist: ['peer'] });
      const later = directory.refreshRoster();
      await silence();
      await silence();
      await later;
      expect(relation()).toBe('friend');
    });

    it('removes nobody by silence while another friend would be left', async () => {
      core.store.transaction((write) => write.people.setRelation(toNodeId('other'), 'friend', ''));
      const refresh = directory.refreshRoster();
      await silence();
      await silence();
      await refresh;
      expect([relation(), relation(toNodeId('other'))]).toEqual(['friend', 'friend']);
    });

    it('still knows it after a restart before the server has told', async () => {
      const refresh = restarted().refreshRoster();
      await silence();
      await silence();
      await refresh;
      expect(relation()).toBe('stranger');
    });

    it('is not misled by what is said while the answer is on its way', async () => {
      void directory.refreshRoster();
      await settle();
      core.store.transaction((write) => write.people.doubt(toNodeId('other'), 'said'));
      await answer({ ntype: 1, nodelist: ['peer'] });
      expect([...core.store.people.doubted().keys()]).toEqual(['other']);
    });

    it('shows the request that they have made since', async () => {
      core.store.transaction((write) => write.people.noteAskedAgain(peer, 'again?'));
      void directory.refreshRoster();
      await answer({ ntype: 1, nodelist: ['other'] });
      expect(core.store.people.byNode(peer)).toMatchObject({ relation: 'incoming', greeting: 'again?' });
    });
  });

  describe('when the server has refused a message for not being friends', () => {
    const silence = async (): Promise<void> => {
      await settle();
      core.clock.advance(60_000);
      await settle();
    };
    const other = toNodeId('other');
    beforeEach(() => {
      core.store.transaction((write) => {
        write.people.setRelation(peer, 'friend', '');
        write.people.setRelation(other, 'friend', '');
        write.people.doubt(peer, 'refused');
      });
    });

    it('believes the list of friends, whatever it says', async () => {
      void directory.refreshRoster();
      await answer({ ntype: 1, nodelist: ['peer', 'other'] });
      expect([relation(), relation(other)]).toEqual(['friend', 'friend']);
      core.store.transaction((write) => write.people.doubt(peer, 'refused'));
      void directory.refreshRoster();
      await answer({ ntype: 1, nodelist: ['other'] });
      expect([relation(), relation(other)]).toEqual(['stranger', 'friend']);
    });

    it('loses by silence only whom it was about', async () => {
      const refresh = directory.refreshRoster();
      await silence();
      await silence();
      await refresh;
      expect([relation(), relation(other)]).toEqual(['stranger', 'friend']);
      expect(core.store.people.doubted().size).toBe(0);
    });

    it('notes a stranger, of whom nothing was known', async () => {
      const unknown = toNodeId('unknown');
      core.store.transaction((write) => write.people.doubt(unknown, 'refused'));
      void directory.refreshRoster();
      await answer({ ntype: 1, nodelist: ['other'] });
      expect(relation(unknown)).toBe('stranger');
    });

    it('leaves alone whoever was blocked or asked meanwhile', async () => {
      core.store.transaction((write) => write.people.setRelation(peer, 'blocked', ''));
      void directory.refreshRoster();
      await answer({ ntype: 1, nodelist: ['other'] });
      expect(relation()).toBe('blocked');
    });
  });

  describe('of somebody who is blocked and yet in the roster', () => {
    // tim leaves whoever was blocked on one device and added on another in both of its lists, and lets them through.
    const other = toNodeId('other');
    const blocked = async (...nodelist: readonly string[]): Promise<void> => {
      void directory.refreshBlocked();
      await answer({ ntype: 8, nodelist: [...nodelist] });
    };
    const roster = async (...nodelist: readonly string[]): Promise<void> => {
      void directory.refreshRoster();
      await answer({ ntype: 1, nodelist: [...nodelist] });
    };

    it('makes a friend, because blocking takes people out of it', async () => {
      await blocked('peer', 'other');
      await roster('peer');
      expect([relation(), relation(other)]).toEqual(['friend', 'blocked']);
      await blocked('peer', 'other');
      await answer({ ntype: 1, nodelist: ['peer'] });
      expect([relation(), relation(other)]).toEqual(['friend', 'blocked']);
    });

    it('asks the roster anew before it blocks a friend, who may have been blocked since it was told', async () => {
      await roster('peer', 'other');
      await blocked('peer', 'pest');
      expect([relation(), relation(toNodeId('pest'))]).toEqual(['friend', 'blocked']);
      await answer({ ntype: 1, nodelist: ['other'] });
      expect([relation(), relation(other)]).toEqual(['blocked', 'friend']);
      expect(directory.isConfirmed({ kind: 'user', node: peer })).toBe(false);
    });

    it('takes two silences of the roster for nobody', async () => {
      await roster('peer');
      await blocked('peer');
      for (let silences = 0; silences < 2; silences += 1) {
        expect(relation()).toBe('friend');
        core.clock.advance(60_000);
        await settle();
      }
      expect(relation()).toBe('blocked');
    });

    it('asks nothing more where nobody is in both', async () => {
      await roster('other');
      link.sent.length = 0;
      await blocked('peer');
      expect(link.sent).toHaveLength(1);
      expect([relation(), relation(other)]).toEqual(['blocked', 'friend']);
    });
  });

  it('learns names in a form that is fit to be shown, and asks once', async () => {
    const names = { name: 'account', nickName: '\u202e小\n明 ' };
    void directory.learnNames([peer, peer]);
    await answer({ ntype: 4, usermap: { peer: names } });
    void directory.learnNames([peer]);
    await settle();
    expect(core.store.people.byNode(peer)?.name).toBe('小 明');
    expect(link.sent).toHaveLength(1);
  });

  it('takes the account’s name where there is no other, and no name for none', async () => {
    void directory.learnNames([peer, toNodeId('b')]);
    await answer({ ntype: 4, usermap: { peer: { name: 'Ann', nickName: '\u200b' }, b: {} } });
    expect(['peer', 'b'].map((node) => core.store.people.byNode(toNodeId(node))?.name ?? '')).toEqual([
      'Ann',
      '',
    ]);
  });

  it('lists the rooms of the account with their topics', async () => {
    const refresh = directory.rooms.refresh();
    await answer({ ntype: 2, nodelist: ['room', 'new'] });
    await answer({ ntype: 5, roommap: { room: { topic: '茶水间' }, new: {} } });
    expect(await refresh).toEqual(['new', 'room']);
    expect(core.store.conversations.byId(room)?.title).toBe('茶水间');
  });

  describe('tells when a chat began', () => {
    const beganAtMs = (kind: 'user' | 'room', node: string): number | undefined =>
      core.store.conversations.byId(conversationIdOf({ kind, node: toNodeId(node) }))?.beganAtMs;
    const rosterIs = async (...nodelist: readonly string[]): Promise<void> => {
      void directory.refreshRoster();
      await answer({ ntype: 1, nodelist: [...nodelist] });
    };
    const roomsAre = async (wanted: string | null, ...nodelist: readonly string[]): Promise<void> => {
      void directory.rooms.refresh(wanted === null ? null : toNodeId(wanted));
      await answer({ ntype: 2, nodelist: [...nodelist] });
    };

    it('not of friends whom the account had before, but of those who come later', async () => {
      await rosterIs('old', 'older');
      core.clock.advance(5_000);
      await rosterIs('old', 'older', 'new');
      expect([beganAtMs('user', 'old'), beganAtMs('user', 'new')]).toEqual([0, core.clock.nowMs()]);
    });

    it('of the first friend ever, whom this computer had asked', async () => {
      core.store.transaction((write) => write.people.setRelation(toNodeId('asked'), 'outgoing', ''));
      await rosterIs('asked', 'old');
      expect([beganAtMs('user', 'asked'), beganAtMs('user', 'old')]).toEqual([core.clock.nowMs(), 0]);
    });

    it('of an old chat whose other side becomes a friend again', async () => {
      await rosterIs('peer', 'old');
      await rosterIs('old');
      core.clock.advance(1_000);
      await rosterIs('old', 'peer');
      expect(beganAtMs('user', 'peer')).toBe(core.clock.nowMs());
      expect([...(core.changes.at(-1)?.conversations ?? [])]).toEqual(['u:peer']);
    });

    it('not of rooms of before, but of one that was joined, and of those that come later', async () => {
      await roomsAre('wanted', 'old-room', 'wanted');
      expect([beganAtMs('room', 'old-room'), beganAtMs('room', 'wanted')]).toEqual([0, core.clock.nowMs()]);
      core.clock.advance(60_000);
      directory.rooms.hear({ room: toNodeId('later'), news: 'admitted', by: null });
      await roomsAre(null, 'old-room', 'wanted', 'later');
      expect(beganAtMs('room', 'wanted')).toBe(core.clock.nowMs() - 60_000);
      expect(beganAtMs('room', 'later')).toBe(core.clock.nowMs());
    });
  });

  it('keeps what a friend wrote with the request', async () => {
    core.store.transaction((write) => write.people.setRelation(peer, 'incoming', '我是周一帆'));
    void directory.refreshRoster();
    await answer({ ntype: 1, nodelist: ['peer'] });
    expect(core.store.people.byNode(peer)).toMatchObject({ relation: 'friend', greeting: '我是周一帆' });
  });
});
