import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticesOf } from '../../../main/account/active/arrival-notices';
import { mutedForGood, muteEndMs } from '../../../main/domain/chat-care';
import { toNodeId } from '../../../main/domain/ids';
import { MuteKeeper } from '../../../main/messaging/mute-keeper';
import { SteadyClock } from '../../../main/platform/steady-clock';
import { chat, received, room, self, TestCore } from '../../support/test-core';

const hourMs = 3_600_000;
const inRoom = { conversation: { kind: 'room', node: toNodeId('room') } } as const;
let core: TestCore;
let keeper: MuteKeeper;
let failures: unknown[];
beforeEach(() => {
  core = new TestCore();
  failures = [];
  keeper = new MuteKeeper({ ...core.messaging, failed: (error) => failures.push(error) });
});
afterEach(() => {
  keeper.dispose();
  core.dispose();
  expect(failures).toEqual([]);
});

function mute(length: 'hour' | 'eightHours' | 'always', conversationId = chat): void {
  core.store.transaction(({ care }) => care.mute(conversationId, muteEndMs(length, core.burnClock.nowMs())));
  keeper.sweep();
}
const isMuted = (conversationId = chat): boolean => core.store.care.mutedUntilMs(conversationId) > 0;
/** What the desktop is told of what came last. */
const told = (mentionsBreakMute = true): readonly string[] => {
  const outcome = core.outcomes.at(-1);
  if (outcome === undefined) return [];
  const nowMs = core.burnClock.nowMs();
  const context = { self, nameOf: (node: string) => node, nowMs, mentionsBreakMute };
  return noticesOf(outcome, core.store, context).map(({ kind }) => kind);
};

describe('a mute', () => {
  it('ends by itself to the minute, is told, and what is unread counts again', () => {
    core.pipeline.apply([received(1n)]);
    mute('hour');
    core.clock.advance(hourMs - 1);
    expect([isMuted(), core.store.care.unreadTally().loud]).toEqual([true, 0]);
    core.clock.advance(1);
    expect([isMuted(), core.store.care.unreadTally().loud]).toEqual([false, 1]);
    expect([...(core.changes.at(-1)?.conversations ?? [])]).toEqual([chat]);
  });

  it('of eight hours outlasts one of an hour, and one without an end both', () => {
    mute('eightHours');
    mute('always', room);
    core.clock.advance(8 * hourMs - 1);
    expect(isMuted()).toBe(true);
    core.clock.advance(365 * 24 * hourMs);
    expect([isMuted(), core.store.care.mutedUntilMs(room)]).toEqual([false, mutedForGood]);
    expect(core.clock.waitingTimers).toBe(0);
  });

  it('that ended while the program did not run is over before anything is told', () => {
    mute('hour');
    keeper.dispose();
    core.clock.sleep(2 * hourMs);
    core.pipeline.apply([received(1n)]);
    expect([isMuted(), told(), core.store.care.unreadTally().loud]).toEqual([false, ['message'], 1]);
    expect(core.outcomes.at(-1)?.changes.conversations.has(chat)).toBe(true);
  });

  it('is not longer for a clock that is set back, in one run and between two', () => {
    mute('hour');
    core.clock.advance(hourMs / 2);
    core.clock.jump(-24 * hourMs);
    core.clock.advance(hourMs / 4);
    keeper.dispose();
    core.clock.jump(-24 * hourMs);
    const clock = new SteadyClock(core.clock, Number(core.store.profile.get('latestMs')));
    keeper = new MuteKeeper({ ...core.messaging, clock, failed: (error) => failures.push(error) });
    keeper.sweep();
    expect(isMuted()).toBe(true);
    core.clock.advance(hourMs / 4);
    expect(isMuted()).toBe(false);
  });

  it('is over after a sleep as soon as somebody looks', () => {
    mute('hour');
    core.clock.jump(3 * hourMs);
    keeper.sweep();
    expect(isMuted()).toBe(false);
  });

  it('is silent, but for who calls the user by name, as far as that is wanted', () => {
    mute('always', room);
    core.pipeline.apply([received(1n, inRoom)]);
    expect(told()).toEqual([]);
    core.pipeline.apply([received(2n, { ...inRoom, mentions: [self] })]);
    expect([told(), told(false)]).toEqual([['message'], []]);
    core.pipeline.apply([received(3n, { ...inRoom, mentions: [toNodeId('other')] })]);
    expect(told()).toEqual([]);
  });
});
