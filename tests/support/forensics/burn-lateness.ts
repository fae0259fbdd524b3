import { silentLogger } from '../../../main/platform/logger';
import type { MessageId } from '../../../main/domain/ids';
import { revealMessage } from '../../../main/messaging/burn-message';
import { BurnScheduler } from '../../../main/messaging/burn-scheduler';
import { systemClock } from '../../../main/platform/clock';
import { SteadyClock } from '../../../main/platform/steady-clock';
import { eventually } from '../eventually';
import { SeededChance } from '../seeded-chance';
import { SeededRandom } from '../seeded-random';
import { burnContent, chat, midOf, peer, received } from '../test-core';
import { CoreOnDisk } from './core-on-disk';

/** How late contents went, ms; negative would be early. */
export interface LatenessReport {
  readonly messages: number;
  readonly gone: number;
  readonly earliestMs: number;
  readonly medianMs: number;
  readonly latestMs: number;
}

const openedWithinMs = 1_500;
const longestSeconds = 3;

/** Lets the burn clocks of many messages run at once in real time, each to a moment of its own. */
export async function measureLateness(options: {
  readonly messages: number;
  readonly seed: number;
}): Promise<LatenessReport> {
  const chance = new SeededChance(options.seed);
  const clock = new SteadyClock(systemClock);
  const core = new CoreOnDisk(clock, new SeededRandom(options.seed));
  const dueMs = new Map<MessageId, number>();
  const lateMs: number[] = [];
  const scheduler = new BurnScheduler(
    {
      ...core.messaging,
      changed: (changes) => {
        const nowMs = clock.nowMs();
        for (const messageId of changes.messages.get(chat) ?? []) {
          lateMs.push(nowMs - (dueMs.get(messageId) ?? Number.NaN));
        }
      },
    },
    silentLogger,
  );
  const open = (mid: bigint): void => {
    const message = core.store.messages.byMid(chat, midOf(mid));
    const opened = message === null ? null : revealMessage(message.messageId, core.messaging);
    if (opened?.ok !== true || opened.value.expiresAtMs === null) throw new Error('not opened');
    dueMs.set(opened.value.messageId, opened.value.expiresAtMs);
    scheduler.sweep();
  };
  try {
    core.store.transaction((write) => write.conversations.ensure({ kind: 'user', node: peer }));
    const mids = Array.from({ length: options.messages }, (_, index) => BigInt(index + 1));
    core.pipeline.apply(
      mids.map((mid) => received(mid, burnContent(`secret ${mid}`, 1 + chance.below(longestSeconds)))),
    );
    for (const mid of mids) clock.after(chance.below(openedWithinMs), () => open(mid));
    await eventually(() => lateMs.length >= options.messages, { what: 'the end of every message' });
  } finally {
    scheduler.dispose();
    core.dispose();
  }
  lateMs.sort((a, b) => a - b);
  return {
    messages: options.messages,
    gone: lateMs.length,
    earliestMs: lateMs[0] ?? Number.NaN,
    medianMs: lateMs[Math.floor(lateMs.length / 2)] ?? Number.NaN,
    latestMs: lateMs[lateMs.length - 1] ?? Number.NaN,
  };
}
