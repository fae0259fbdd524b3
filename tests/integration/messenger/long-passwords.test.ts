import { afterEach, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { TestMessenger } from '../../support/test-messenger';

let server: RunningServer;
let messenger: TestMessenger;

afterEach(async () => {
  await messenger.dispose();
  await server.stop();
});

async function signUp(password: string): Promise<unknown> {
  const answer = await messenger.calls['account.signUp']({ ...messenger.credentials(server.url), password });
  return answer.ok ? 'ok' : answer.failure.code;
}

it('T11: a password that the server finds too long is told as such, and a shorter one works', async () => {
  server = await startEmbeddedServer({ passwordCost: 2 });
  messenger = new TestMessenger({ name: '林小满' });
  expect(await signUp('八个汉字的密码吧')).toBe('passwordTooLong');
  expect(await signUp('七个汉字的密码')).toBe('ok');
});

it('T11: a long password is tried, because a server may take it', async () => {
  server = await startEmbeddedServer({ passwordCost: 2, saltBytes: 8 });
  messenger = new TestMessenger({ name: '林小满' });
  expect(await signUp('八个汉字的密码吧')).toBe('ok');
});

it('T11: the account of this computer has a password that every server takes', async () => {
  server = await startEmbeddedServer({ passwordCost: 2 });
  messenger = new TestMessenger({ name: '林小满', localServer: () => Promise.resolve(server.url) });
  expect(await messenger.calls['account.tryHere']({ name: '林小满' })).toMatchObject({ ok: true });
});
