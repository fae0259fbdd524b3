import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { systemClock } from '../../../main/platform/clock';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const aheadMs = 600_000;

let server: RunningServer;
let a: TestMessenger;
let b: TestMessenger;

beforeEach(async () => {
  const clock = { ...systemClock, nowMs: () => systemClock.nowMs() + aheadMs };
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, clock });
  a = new TestMessenger({ name: 'a' });
  b = new TestMessenger({ name: 'b' });
});
afterEach(async () => {
  await a.dispose();
  await b.dispose();
  await server.stop();
});

describe('a server whose clock is ahead', () => {
  it('is known by its first echo, and the window is told so that it counts down in that time', async () => {
    const nodes = [await a.signUp(server.url), await b.signUp(server.url)] as const;
    await befriend(a, b, nodes);
    const chat = `u:${nodes[1]}`;
    a.changes.length = 0;
    const messageId = await a.send(chat, 'the first');
    await eventually(async () => (await a.messages(chat))[0]?.delivery.state === 'sent');
    expect(a.changes.map(({ kind }) => kind)).toContain('snapshot');
    expect(Math.abs(a.connection().serverOffsetMs - aheadMs)).toBeLessThan(10_000);
    const revocable = valueOf(await a.calls['messages.revocable']({ conversationId: chat }));
    expect(revocable?.messageId).toBe(messageId);
  });
});
