import { afterEach, beforeEach, expect, it } from 'vitest';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';
import { SilentServer } from '../../support/silent-server';

let server: SilentServer;
let messenger: TestMessenger;
beforeEach(async () => {
  const [fromTid, toTid] = [{ node: 'peer' }, { node: 'self' }];
  server = await SilentServer.start([
    { msType: 2, odType: 1, mid: 1n, timestamp: 1_000n, fromTid, toTid, dataString: 'again and again' },
  ]);
  messenger = new TestMessenger({ name: 'a' });
});
afterEach(async () => {
  await messenger.dispose();
  await server.stop();
});

it('a server that repeats the same offline page for ever does not keep the app from going online', async () => {
  valueOf(await messenger.calls['account.signIn'](messenger.credentials(server.url)));
  await eventually(() => messenger.connection().state === 'replaying');
  await messenger.isOnline();
  expect(await messenger.messages('u:peer')).toHaveLength(1);
  await messenger.send('u:peer', 'on we go');
  expect((await messenger.messages('u:peer')).at(-1)?.body).toMatchObject({ text: 'on we go' });
});
