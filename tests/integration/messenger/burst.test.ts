import { afterEach, expect, it } from 'vitest';
import { BurstServer } from '../../support/burst/burst';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const count = 1_500;
let server: BurstServer;
let app: TestMessenger;
afterEach(async () => {
  await app.dispose();
  server.stop();
});

it('T42: a burst is stored whole, in order, in groups, and each message is acknowledged once', async () => {
  server = BurstServer.start(count);
  const { port } = await server.next();
  app = new TestMessenger({ name: 'self' });
  await app.signUp(`ws://127.0.0.1:${port}`);
  const told = app.changes.length;
  server.burst();
  await server.next();
  await eventually(() => app.messenger.unreadTotal() === count, 50_000);
  let acks = await server.acknowledged();
  while ((acks['acknowledged'] ?? 0) < count) acks = await server.acknowledged();
  expect(acks).toEqual({ acknowledged: count, repeated: 0 });
  // One piece of news for each transaction.
  const transactions = app.changes.slice(told).filter(({ kind }) => kind === 'messages').length;
  expect(transactions).toBeLessThan(count / 3);
  const page = valueOf(
    await app.calls['messages.page']({ conversationId: 'u:friend', before: null, limit: 50 }),
  );
  expect(page.messages.map(({ body }) => body)).toMatchObject(
    Array.from({ length: 50 }, (_, index) => ({ text: `message ${count - 49 + index} of a burst` })),
  );
});
