import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { wait } from '../../main/app/poll';
import { systemClock } from '../../main/platform/clock';
import { BurstServer } from '../support/burst/burst';
import { TestMessenger } from '../support/test-messenger';
import { soakSize, writeSoakReport } from '../support/soak';

const count = soakSize('MESSAGES', { full: 100_000, quick: 2_000 });
const nsPerMs = 1e6;
const pauseMs = 100;

it('a burst of messages is stored and acknowledged, and the program lives through it', async () => {
  const server = BurstServer.start(count);
  const { port } = await server.next();
  const app = new TestMessenger({ name: 'self' });
  await app.signUp(`ws://127.0.0.1:${port}`);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startMs = performance.now();
  server.burst();
  const sent = await server.next();
  const sentMs = performance.now() - startMs;
  // Acknowledged is what is stored; asked seldom, because the program that is measured asks.
  let acks = await server.acknowledged();
  while (acks['acknowledged'] !== count) {
    await wait(systemClock, pauseMs);
    acks = await server.acknowledged();
  }
  const acknowledgedMs = performance.now() - startMs;
  delay.disable();
  writeSoakReport('burst', {
    messages: count,
    sentMs: Math.round(sentMs),
    acknowledgedMs: Math.round(acknowledgedMs),
    perSecond: Math.round((count / acknowledgedMs) * 1_000),
    delayMs: {
      median: Math.round(delay.percentile(50) / nsPerMs),
      p99: Math.round(delay.percentile(99) / nsPerMs),
      longest: Math.round(delay.max / nsPerMs),
    },
    memoryMiB: Math.round(process.memoryUsage().rss / 1_048_576),
    changes: app.changes.length,
  });
  expect(app.messenger.unreadTotal()).toBe(count);
  expect([sent['sent'], acks]).toEqual([count, { acknowledged: count, repeated: 0 }]);
  await app.dispose();
  server.stop();
});
