import { expect } from '@playwright/test';
import { FrameType } from '../../main/protocol/packet-types';
import { expectDelivered, sendText } from './support/chat';
import { GarbageProxy, type PassedMessage } from './support/garbage-proxy';
import { test } from './support/story';

const acknowledgements = (passed: readonly PassedMessage[]): number =>
  passed.filter(({ from, bytes }) => from === 'client' && ((bytes[0] ?? 0) & 0x7f) === FrameType.ack).length;

test('what arrives is stored and acknowledged while the window is frozen, and shown when it wakes', async ({
  server,
  twoFriends,
}) => {
  const proxy = await GarbageProxy.start(server.url);
  try {
    const [a, b] = await twoFriends({ serverUrl: proxy.url });
    await sendText(b.page, '之前');
    await expectDelivered(a.page, '之前');
    await expect.poll(() => acknowledgements(proxy.passed)).toBeGreaterThan(0);
    const before = acknowledgements(proxy.passed);
    let isFrozen = true;
    const frozen = a.page
      .evaluate(() => {
        const end = performance.now() + 6_000;
        while (performance.now() < end);
      })
      .finally(() => (isFrozen = false));
    await sendText(b.page, '冻住了吗');
    await expect.poll(() => acknowledgements(proxy.passed)).toBeGreaterThan(before);
    expect(isFrozen).toBe(true);
    await frozen;
    await expectDelivered(a.page, '冻住了吗');
  } finally {
    await proxy.stop();
  }
});
