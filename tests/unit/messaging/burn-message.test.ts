import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toMessageId, type MessageId } from '../../../main/domain/ids';
import { burnNow, leaveConversation, revealMessage } from '../../../main/messaging/burn-message';
import { BurnScheduler } from '../../../main/messaging/burn-scheduler';
import { SteadyClock } from '../../../main/platform/steady-clock';
import { fillDisk } from '../../support/full-disk';
import { burnContent, chat, received, revoked, TestCore } from '../../support/test-core';

let core: TestCore;
let scheduler: BurnScheduler;
beforeEach(() => {
  core = new TestCore();
  scheduler = new BurnScheduler(core.messaging, core.logger);
});
afterEach(() => {
  scheduler.dispose();
  core.dispose();
});

/** A burn message of the peer arrives. */
const arrive = (mid: bigint, seconds = 10, maxUnreadSeconds = 3_600): MessageId => {
  core.pipeline.apply([received(mid, burnContent(`secret ${mid}`, seconds, maxUnreadSeconds))]);
  scheduler.sweep();
  return core.byMid(mid).messageId;
};
const reveal = (id: MessageId): boolean => {
  const outcome = revealMessage(id, core.messaging);
  scheduler.sweep();
  return outcome.ok;
};
const state = (id: MessageId): string => core.message(id).contentState;
const queued = (id: MessageId): readonly string[] => core.store.outbox.ofMessage(id).map(({ kind }) => kind);
const refused = (code: string) => ({ ok: false, code });

describe('revealing', () => {
  it('starts the clock, once, and answers the message', () => {
    const id = arrive(1n);
    const startMs = core.clock.nowMs();
    const outcome = revealMessage(id, core.messaging);
    expect(outcome).toMatchObject({ ok: true, value: { messageId: id, expiresAtMs: startMs + 10_000 } });
    expect(core.message(id).text).toBe('secret 1');
    core.clock.advance(5_000);
    expect(revealMessage(id, core.messaging)).toMatchObject({
      ok: true,
      value: { expiresAtMs: startMs + 10_000 },
    });
  });

  it('is refused for what is over, gone, own, ordinary or unknown', () => {
    const over = arrive(1n, 10, 5);
    core.pipeline.apply([received(2n), core.echo('own' as MessageId, 3n, burnContent('x'))]);
    // The scheduler has not had its turn yet: the time is over all the same.
    scheduler.dispose();
    core.clock.advance(5_000);
    const others = [over, core.byMid(2n).messageId, core.byMid(3n).messageId, toMessageId('unknown')];
    for (const id of others) {
      expect(revealMessage(id, core.messaging)).toEqual(refused('alreadyGone'));
      expect(burnNow(id, core.messaging)).toEqual(refused('alreadyGone'));
    }
    expect(state(over)).toBe('present');
  });
});

describe('burning now', () => {
  it('erases here first, together with the command for the server', () => {
    const id = arrive(1n);
    expect(burnNow(id, core.messaging)).toEqual({ ok: true, value: null });
    expect(core.message(id)).toMatchObject({ contentState: 'burned', text: null, pendingOperation: 'burn' });
    expect(core.store.outbox.head()).toMatchObject({ kind: 'burn', messageId: id });
    expect(burnNow(id, core.messaging)).toEqual(refused('alreadyGone'));
    expect(core.files.rawFiles().length % 4_096).toBe(0);
  });
});

describe('the burn scheduler', () => {
  it('erases at zero: not a millisecond before', () => {
    const id = arrive(1n);
    reveal(id);
    core.clock.advance(9_999);
    expect(state(id)).toBe('present');
    core.clock.advance(1);
    expect(state(id)).toBe('burned');
    expect(queued(id)).toEqual(['opened', 'burn']);
  });

  it('erases what nobody opened at the end of its longest life', () => {
    const id = arrive(1n, 10, 60);
    core.clock.advance(59_999);
    expect(state(id)).toBe('present');
    core.clock.advance(1);
    expect(state(id)).toBe('burned');
  });

  it('keeps a hundred clocks with one timer', () => {
    const ids = Array.from({ length: 100 }, (_, index) =>
      arrive(BigInt(index + 1), 1 + ((index * 37) % 100)),
    );
    for (const id of ids) reveal(id);
    expect(core.clock.waitingTimers).toBe(1);
    for (let second = 1; second <= 100; second += 1) {
      core.clock.advance(1_000);
      expect(ids.filter((id) => state(id) === 'burned')).toHaveLength(second);
    }
    expect(core.clock.waitingTimers).toBe(0);
  });

  it('erases at start what expired while the program was not running', () => {
    const id = arrive(1n);
    reveal(id);
    scheduler.dispose();
    core.clock.advance(3_600_000);
    expect(state(id)).toBe('present');
    new BurnScheduler(core.messaging, core.logger).sweep();
    expect(state(id)).toBe('burned');
  });

  it('notices within half a minute that the computer slept for eight hours', () => {
    const id = arrive(1n, 3_600, 7_200);
    // Asleep, timers stand still and the wall clock goes on.
    core.clock.jump(8 * 3_600_000);
    expect(state(id)).toBe('present');
    core.clock.advance(30_000);
    expect(state(id)).toBe('burned');
  });

  it('notices a clock that was set forward', () => {
    const id = arrive(1n, 600);
    reveal(id);
    core.clock.jump(3_600_000);
    core.clock.advance(30_000);
    expect(state(id)).toBe('burned');
  });

  it('is not fooled by a clock that was set back', () => {
    const id = arrive(1n, 60);
    reveal(id);
    core.clock.advance(1_000);
    core.clock.jump(-3_600_000);
    core.clock.advance(59_000);
    expect(state(id)).toBe('burned');
  });

  it.each([
    { end: 'ended in order', leftMs: 20_000, close: () => scheduler.dispose() },
    // What is remembered when nobody says goodbye is at most half a minute old.
    { end: 'was killed', leftMs: 30_000, close: () => undefined },
  ])(
    'is not fooled by a clock that was set back after the program $end',
    ({ leftMs, close }: { readonly leftMs: number; readonly close: () => void }) => {
      const id = arrive(1n, 60);
      reveal(id);
      core.clock.advance(40_000);
      close();
      const latestMs = Number(core.store.profile.get('latestMs'));
      scheduler.dispose();
      core.clock.jump(-3_600_000);
      const clock = new SteadyClock(core.clock, latestMs);
      const next = new BurnScheduler({ ...core.messaging, clock }, core.logger);
      next.sweep();
      core.clock.advance(leftMs - 1);
      expect(state(id)).toBe('present');
      core.clock.advance(1);
      expect(state(id)).toBe('burned');
    },
  );

  it('sleeps when nothing burns, and after its end', () => {
    scheduler.sweep();
    expect(core.clock.waitingTimers).toBe(0);
    const id = arrive(1n, 10, 5);
    scheduler.dispose();
    scheduler.sweep();
    core.clock.advance(10_000);
    expect([core.clock.waitingTimers, state(id)]).toEqual([0, 'present']);
    expect(core.store.conversations.unreadCount(chat)).toBe(1);
  });
});

describe('a disk without room', () => {
  let makeRoom: () => void;
  /** An opened message whose time runs out on the full disk. */
  const expireOnFullDisk = (): MessageId => {
    const id = arrive(1n);
    reveal(id);
    makeRoom = fillDisk(core.files.database);
    core.changes.length = 0;
    core.clock.advance(10_000);
    return id;
  };
  const toldTimes = (id: MessageId): number =>
    core.changes.filter((changes) => changes.messages.get(chat)?.has(id) === true).length;

  it('T21: what expires is covered at once, and the reason is there', () => {
    const id = expireOnFullDisk();
    expect(scheduler.failure).toBe('diskFull');
    expect(core.messaging.openMessages.has(id)).toBe(false);
    expect(toldTimes(id)).toBe(1);
    expect(core.logger.lines.join()).not.toContain('secret');
  });

  it('T21: what expired is erased within seconds after there is room, and its command queued once', () => {
    const id = expireOnFullDisk();
    core.clock.advance(60_000);
    expect(state(id)).toBe('present');
    makeRoom();
    core.clock.advance(4_000);
    expect(state(id)).toBe('burned');
    expect(core.message(id).text).toBeNull();
    expect(queued(id)).toEqual(['opened', 'burn']);
    expect(scheduler.failure).toBeNull();
  });

  it('T21: the clocks of other messages go on while nothing can be written', () => {
    const id = expireOnFullDisk();
    makeRoom();
    const next = arrive(2n, 20);
    reveal(next);
    makeRoom = fillDisk(core.files.database);
    core.clock.advance(20_000);
    makeRoom();
    core.clock.advance(4_000);
    expect([state(id), state(next)]).toEqual(['burned', 'burned']);
  });

  /** A message that was opened and is to be burned, long before its time is over. */
  const wishOnFullDisk = (): MessageId => {
    const id = arrive(1n, 3_000);
    reveal(id);
    makeRoom = fillDisk(core.files.database);
    core.changes.length = 0;
    expect(burnNow(id, core.messaging)).toEqual({ ok: true, value: null });
    return id;
  };

  it('T21: burning now is remembered: nothing is shown, and the reason is there', () => {
    const id = wishOnFullDisk();
    expect([state(id), queued(id), scheduler.failure]).toEqual(['present', ['opened'], 'diskFull']);
    expect(core.messaging.openMessages.has(id)).toBe(false);
    expect(core.messaging.burnWishes.has(id)).toBe(true);
    expect(toldTimes(id)).toBeGreaterThan(0);
    expect(reveal(id)).toBe(false);
    expect(burnNow(id, core.messaging)).toEqual({ ok: false, code: 'alreadyGone' });
  });

  it('T21: what is to be burned now is erased within seconds after there is room, and its command queued once', () => {
    const id = wishOnFullDisk();
    core.clock.advance(60_000);
    expect(state(id)).toBe('present');
    makeRoom();
    core.clock.advance(4_000);
    expect([state(id), core.message(id).text, queued(id)]).toEqual(['burned', null, ['opened', 'burn']]);
    expect([core.messaging.burnWishes.all(), scheduler.failure]).toEqual([[], null]);
  });

  it('T21: what its author took back meanwhile needs no burning any more', () => {
    const id = wishOnFullDisk();
    makeRoom();
    core.pipeline.apply([revoked(1n)]);
    core.clock.advance(4_000);
    expect([state(id), queued(id)]).toEqual(['revoked', ['opened']]);
    expect(core.messaging.burnWishes.all()).toEqual([]);
  });

  it('T21: a chat that is left while it is to be burned then is covered, and burned later', () => {
    const id = arrive(1n, 3_000);
    reveal(id);
    core.burnsOnLeave = true;
    makeRoom = fillDisk(core.files.database);
    leaveConversation(chat, core.messaging);
    expect([state(id), core.messaging.openMessages.isEmpty]).toEqual(['present', true]);
    makeRoom();
    core.clock.advance(4_000);
    expect(state(id)).toBe('burned');
  });

  it('T21: a sign-out while a message is to be burned tries once more', () => {
    const id = wishOnFullDisk();
    makeRoom();
    scheduler.dispose();
    expect(state(id)).toBe('burned');
  });

  it('T21: a failure while the time is remembered does not stop the clocks', () => {
    const id = arrive(1n, 60);
    reveal(id);
    makeRoom = fillDisk(core.files.database, 'SQLITE_IOERR_WRITE');
    core.clock.advance(31_000);
    expect(scheduler.failure).toBe('diskFailing');
    makeRoom();
    core.clock.advance(29_000);
    expect(state(id)).toBe('burned');
    scheduler.dispose();
    expect(core.clock.waitingTimers).toBe(0);
  });
});
