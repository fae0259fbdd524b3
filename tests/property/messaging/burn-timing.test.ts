import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeSet } from '../../../main/domain/change-set';
import type { MessageId } from '../../../main/domain/ids';
import { revealMessage } from '../../../main/messaging/burn-message';
import { BurnScheduler } from '../../../main/messaging/burn-scheduler';
import { SteadyClock } from '../../../main/platform/steady-clock';
import { burnContent, received, TestCore } from '../../support/test-core';

const messages = 100;
const hourMs = 3_600_000;
const sleepMs = 8 * hourMs;
// The scheduler looks at its clock at least this often.
const longestNapMs = 30_000;

/** When each of many messages comes and is opened, ms from the beginning, and how long it may be read, seconds. */
const lives = fc.array(
  fc.record({
    arrivesMs: fc.integer({ min: 0, max: 20_000 }),
    opensMs: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: null }),
    seconds: fc.integer({ min: 1, max: 300 }),
    maxUnreadSeconds: fc.integer({ min: 1, max: 600 }),
  }),
  { minLength: messages, maxLength: messages },
);
type Life = (typeof lives extends fc.Arbitrary<infer T> ? T : never)[number];

/** A message whose clock runs: the moment at which it must go, and what became of it, all in steady time. */
interface Watched {
  readonly messageId: MessageId;
  readonly dueMs: number;
  goneMs: number | null;
}

/** The core with its scheduler, and a protocol of when which content went. */
class Watch {
  readonly core = new TestCore();
  readonly scheduler = new BurnScheduler(
    { ...this.core.messaging, changed: (changes) => this.note(changes) },
    this.core.logger,
  );
  private readonly watched = new Map<MessageId, Watched>();

  get nowMs(): number {
    return this.core.burnClock.nowMs();
  }

  /** Lets every message come and be opened at its time. */
  live(all: readonly Life[]): void {
    const { core } = this;
    const beginMs = core.clock.monotonicMs();
    for (const [index, life] of all.entries()) {
      const mid = BigInt(index + 1);
      core.clock.after(life.arrivesMs, () => {
        const content = burnContent(`secret ${mid}`, life.seconds, life.maxUnreadSeconds);
        core.pipeline.apply([received(mid, content)]);
        this.follow(mid);
        if (life.opensMs !== null) core.clock.after(life.opensMs, () => this.open(mid));
      });
    }
    expect(core.clock.monotonicMs()).toBe(beginMs);
  }

  all(): readonly Watched[] {
    return [...this.watched.values()];
  }

  dispose(): void {
    this.scheduler.dispose();
    this.core.dispose();
  }

  private open(mid: bigint): void {
    revealMessage(this.core.byMid(mid).messageId, this.core.messaging);
    this.follow(mid);
  }

  private follow(mid: bigint): void {
    const { messageId, expiresAtMs } = this.core.byMid(mid);
    const goneMs = this.watched.get(messageId)?.goneMs ?? null;
    if (expiresAtMs !== null) this.watched.set(messageId, { messageId, dueMs: expiresAtMs, goneMs });
    this.scheduler.sweep();
  }

  private note(changes: ChangeSet): void {
    for (const messageId of [...changes.messages.values()].flatMap((ids) => [...ids])) {
      const entry = this.watched.get(messageId);
      const isGone = this.core.message(messageId).contentState !== 'present';
      if (entry?.goneMs === null && isGone) entry.goneMs = this.nowMs;
    }
  }
}

/** Lives through a plan and answers how late each message went, ms; negative would be early. */
function latenessOf(plan: readonly Life[], go: (watch: Watch) => void): readonly number[] {
  const watch = new Watch();
  try {
    watch.live(plan);
    go(watch);
    expect(watch.all()).toHaveLength(plan.length);
    return watch.all().map(({ dueMs, goneMs }) => (goneMs ?? Number.POSITIVE_INFINITY) - dueMs);
  } finally {
    watch.dispose();
  }
}

// Each run is a hundred messages.
const runs = { numRuns: 2, endOnFailure: true };
const wholeLifeMs = 700_000;

describe('a hundred burn clocks at once', () => {
  it('end to the millisecond', () => {
    fc.assert(
      fc.property(lives, (plan) => {
        const lateness = latenessOf(plan, ({ core }) => core.clock.advance(wholeLifeMs));
        expect(lateness).toEqual(plan.map(() => 0));
      }),
      runs,
    );
  });

  it('end to the millisecond when the clock of the computer is set back an hour, again and again', () => {
    const jumps = fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(lives, jumps, (plan, jumpsMs) => {
        const lateness = latenessOf(plan, ({ core }) => {
          for (const atMs of jumpsMs) core.clock.after(atMs, () => core.clock.jump(-hourMs));
          core.clock.advance(wholeLifeMs);
        });
        expect(lateness).toEqual(plan.map(() => 0));
      }),
      runs,
    );
  });

  it.each([
    ['stands still', (watch: Watch) => watch.core.clock.jump(sleepMs)],
    ['goes on', (watch: Watch) => watch.core.clock.sleep(sleepMs)],
  ])(
    'end with the first look after a sleep of eight hours in which the monotonic clock %s',
    (_behaviour, sleep) => {
      fc.assert(
        fc.property(lives, fc.integer({ min: 40_001, max: 300_000 }), (plan, asleepAfterMs) => {
          const watch = new Watch();
          watch.live(plan);
          watch.core.clock.advance(asleepAfterMs);
          const before = watch.all().filter(({ goneMs }) => goneMs !== null);
          expect(before.map(({ dueMs, goneMs }) => (goneMs ?? 0) - dueMs)).toEqual(before.map(() => 0));
          sleep(watch);
          // The system says that it woke up.
          watch.scheduler.sweep();
          expect(watch.all().filter(({ goneMs }) => goneMs === null)).toEqual([]);
          const late = watch.all().filter(({ goneMs, dueMs }) => goneMs !== dueMs);
          for (const { dueMs, goneMs } of late) {
            expect(goneMs).toBe(watch.nowMs);
            expect(dueMs).toBeLessThanOrEqual(watch.nowMs);
          }
          watch.dispose();
        }),
        runs,
      );
    },
  );

  it('end within half a minute after a sleep of which the system says nothing', () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 40_001, max: 60_000 }), (plan, asleepAfterMs) => {
        const watch = new Watch();
        watch.live(plan);
        watch.core.clock.advance(asleepAfterMs);
        watch.core.clock.jump(sleepMs);
        watch.core.clock.advance(longestNapMs);
        expect(watch.all().filter(({ goneMs }) => goneMs === null)).toEqual([]);
        watch.dispose();
      }),
      runs,
    );
  });
});

describe('burn clocks over a restart with a clock that was set back an hour', () => {
  it('go on from where the run before has been, so that no moment is moved', () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 40_001, max: 300_000 }), (plan, endsAfterMs) => {
        const watch = new Watch();
        watch.live(plan);
        watch.core.clock.advance(endsAfterMs);
        const { core } = watch;
        const endedMs = watch.nowMs;
        const left = watch.all().filter(({ goneMs }) => goneMs === null);
        watch.scheduler.dispose();
        core.clock.jump(-hourMs);

        const latestMs = Number(core.store.profile.get('latestMs'));
        const clock = new SteadyClock(core.clock, latestMs);
        if (left.length > 0) expect(clock.nowMs()).toBe(endedMs);
        const scheduler = new BurnScheduler({ ...core.messaging, clock }, core.logger);
        scheduler.sweep();
        for (const { messageId, dueMs } of [...left].sort((a, b) => a.dueMs - b.dueMs)) {
          core.clock.advance(Math.max(0, dueMs - clock.nowMs() - 1));
          if (clock.nowMs() < dueMs) expect(core.message(messageId).contentState).toBe('present');
          core.clock.advance(Math.max(0, dueMs - clock.nowMs()));
          expect(core.message(messageId).contentState).not.toBe('present');
        }
        scheduler.dispose();
        core.dispose();
      }),
      runs,
    );
  });
});
