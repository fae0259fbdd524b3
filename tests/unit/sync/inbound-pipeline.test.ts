import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../main/domain/domain-event';
import { toNodeId } from '../../../main/domain/ids';
import type { Relation } from '../../../main/domain/person';
import { chat, peer, received, revoked, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const asks = (greeting = 'hi'): DomainEvent => ({ kind: 'friendRequested', node: peer, greeting });

describe('the pipeline', () => {
  it('commits before it tells', () => {
    const seen: unknown[] = [];
    core.pipeline.applied.on(() => {
      // A second connection sees only what is committed.
      core.files.reopen();
      seen.push(core.files.store.messages.page(chat, null, { limit: 10 }).length);
    });
    core.pipeline.apply([received(1n), received(2n)]);
    expect(seen).toEqual([2]);
  });

  it('tells nothing and keeps nothing when one of the facts cannot be stored', () => {
    const broken = received(2n, { content: { kind: 'text', text: Symbol('no text') as unknown as string } });
    expect(() => core.pipeline.apply([received(1n), broken])).toThrow();
    expect([core.outcomes, core.store.messages.page(chat, null, { limit: 10 })]).toEqual([[], []]);
    core.pipeline.apply([received(1n)]);
    expect(core.outcomes).toHaveLength(1);
  });

  it('says nothing about nothing', () => {
    core.pipeline.apply([]);
    expect(core.outcomes).toEqual([]);
  });

  it('tells one outcome for all facts of a run', () => {
    core.pipeline.apply([received(1n), revoked(1n), received(2n), asks()]);
    expect(core.outcomes).toHaveLength(1);
    expect(core.outcomes[0]).toMatchObject({ erasedIn: new Set([chat]), friendRequests: new Set([peer]) });
    expect(core.outcomes[0]?.changes.messages.get(chat)?.size).toBe(2);
  });

  it('only asks the server when a business message hints at something', () => {
    core.pipeline.apply([
      { kind: 'rosterHinted', endedBy: null },
      { kind: 'roomsHinted', room: toNodeId('room'), news: 'removed', by: peer },
    ]);
    expect(core.outcomes[0]).toMatchObject({ asksRoster: true, asksRooms: true });
    expect(core.outcomes[0]?.changes.isEmpty).toBe(true);
  });
});

describe('a friend request', () => {
  it.each<[Relation, Relation, boolean, boolean]>([
    ['none', 'incoming', true, false],
    ['incoming', 'incoming', false, false],
    ['outgoing', 'outgoing', false, true],
    ['friend', 'friend', false, true],
    ['stranger', 'incoming', true, false],
    ['blocked', 'blocked', false, false],
  ])(
    'from somebody who is %s leaves %s (news: %s, asks the server: %s)',
    (before, after, isNews, asksRoster) => {
      core.store.transaction((write) => write.people.setRelation(peer, before, ''));
      core.pipeline.apply([asks()]);
      expect(core.store.people.byNode(peer)?.relation).toBe(after);
      expect([core.outcomes[0]?.friendRequests.size === 1, core.outcomes[0]?.asksRoster]).toEqual([
        isNews,
        asksRoster,
      ]);
    },
  );

  it('that was put aside stays there however often it is repeated, with what it says now', () => {
    core.store.transaction((write) => write.people.setRelation(peer, 'declined', 'hi'));
    for (let time = 0; time < 200; time += 1) core.pipeline.apply([asks(`please, ${time}`)]);
    expect(core.store.people.byNode(peer)).toMatchObject({ relation: 'declined', greeting: 'please, 199' });
    expect(core.outcomes.some(({ friendRequests }) => friendRequests.size > 0)).toBe(false);
    expect(core.store.people.contacts()).toHaveLength(1);
  });

  it('is news once, and its text is kept short', () => {
    core.pipeline.apply([asks('好'.repeat(10_000))]);
    core.pipeline.apply([asks('again')]);
    expect(core.outcomes.map(({ friendRequests }) => friendRequests.size)).toEqual([1, 0]);
    expect(core.store.people.byNode(peer)?.greeting).toBe('again');
    core.pipeline.apply([asks('好'.repeat(10_000))]);
    expect(core.store.people.byNode(peer)?.greeting).toHaveLength(500);
  });
});
