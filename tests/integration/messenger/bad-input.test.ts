import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { DialError } from '../../../main/transport/transport';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';
import { SilentServer } from '../../support/silent-server';

describe('signing in', () => {
  let server: RunningServer;
  let messenger: TestMessenger;

  beforeEach(async () => {
    server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024 });
    messenger = new TestMessenger({ name: 'a' });
  });

  afterEach(async () => {
    await messenger.dispose();
    await server.stop();
  });

  const signIn = async (change: object): Promise<string> => {
    const result = await messenger.calls['account.signIn']({
      ...messenger.credentials(server.url),
      ...change,
    });
    return result.ok ? 'ok' : result.failure.code;
  };

  it('names a wrong password', async () => {
    await messenger.signUp(server.url);
    valueOf(await messenger.calls['account.signOut']({ data: 'keep' }));
    expect(await signIn({ password: 'wrong' })).toBe('wrongPassword');
    expect(await signIn({})).toBe('ok');
  });

  it('names an account that exists', async () => {
    await messenger.signUp(server.url);
    const result = await messenger.calls['account.signUp'](messenger.credentials(server.url));
    expect(result).toEqual({ ok: false, failure: { code: 'accountExists' } });
  });

  it.each([
    ['', 'serverAddressInvalid'],
    ['tim server:x', 'serverAddressInvalid'],
    ['ftp://127.0.0.1/tim', 'serverAddressInvalid'],
    ['127.0.0.1:1', 'connectionRefused'],
    ['ws://192.0.2.1:20003/tim', 'serverInsecure'],
  ])('answers %j with %s', async (serverAddress, code) => {
    expect(await signIn({ serverAddress })).toBe(code);
  });

  it('names an unknown host', async () => {
    const lost = new TestMessenger({
      name: 'a',
      network: {
        dial: () => Promise.reject(new DialError('unknownHost')),
        post: () => Promise.reject(new DialError('unknownHost')),
      },
    });
    const credentials = lost.credentials('wss://nowhere.invalid/tim');
    expect(await lost.calls['account.signUp'](credentials)).toEqual({
      ok: false,
      failure: { code: 'serverUnknown' },
    });
    expect(await lost.calls['account.signIn'](credentials)).toEqual({
      ok: false,
      failure: { code: 'serverUnknown' },
    });
    await lost.dispose();
  });

  it('tells a server that is no tim server', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => undefined).resume();
      socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    // A listening server on a host has an address record.
    const { port } = other.address() as AddressInfo;
    expect(await signIn({ serverAddress: `127.0.0.1:${port}` })).toBe('notATimServer');
    await new Promise((resolve) => other.close(resolve));
  });

  it('leaves no trace of a sign-in that failed', async () => {
    expect(await signIn({ name: 'nobody' })).toBe('wrongPassword');
    expect(messenger.messenger.snapshot()).toMatchObject({
      accounts: [],
      currentAccountId: null,
      knownAccounts: [],
    });
  });

  it('asks for what is missing in the form', async () => {
    expect(await signIn({ name: '  ' })).toBe('nameEmpty');
    expect(await signIn({ password: '' })).toBe('passwordEmpty');
    const short = { ...messenger.credentials(server.url), password: '12345' };
    expect(await messenger.calls['account.signUp'](short)).toEqual({
      ok: false,
      failure: { code: 'passwordTooShort' },
    });
  });
});

describe('texts', () => {
  it('refuses empty and oversized texts and goes on', async () => {
    const server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024 });
    const a = new TestMessenger({ name: 'a' });
    const b = new TestMessenger({ name: 'b' });
    const nodes: [string, string] = [await a.signUp(server.url), await b.signUp(server.url)];
    await befriend(a, b, nodes);
    const conversationId = `u:${nodes[1]}`;
    const send = async (text: string): Promise<unknown> =>
      a.calls['messages.send']({ conversationId, text, burnSeconds: null, replyToId: null, mentions: [] });
    expect(await send('  \n ')).toEqual({ ok: false, failure: { code: 'textEmpty' } });
    expect(await send('密'.repeat(350_000))).toEqual({ ok: false, failure: { code: 'textTooLong' } });
    expect(await send('密'.repeat(20_000))).toMatchObject({ ok: true });
    await eventually(async () => (await b.messages(`u:${nodes[0]}`)).length === 1);
    await a.dispose();
    await b.dispose();
    await server.stop();
  });
});

describe('a server that talks nonsense', () => {
  it('is counted and survived, and what follows still arrives', async () => {
    const server = await SilentServer.start();
    const messenger = new TestMessenger({ name: 'a' });
    valueOf(await messenger.calls['account.signIn'](messenger.credentials(server.url)));
    await messenger.isOnline();
    const garbage = [
      [],
      [0],
      [0x5a, 0xff, 0xff],
      [0xda, 0, 0],
      [0x91, 0, 0, 0, 1, 0x19, 0xff, 0xff, 0xff, 0x7f],
    ];
    for (const bytes of garbage) server.sendBytes(Uint8Array.from(bytes));
    server.send({
      type: 90,
      packet: {
        msType: 2,
        odType: 1,
        mid: 7n,
        fromTid: { node: 'peer' },
        toTid: { node: 'self' },
        dataString: '还在',
      },
    });
    await eventually(async () => (await messenger.messages('u:peer')).length === 1);
    expect(messenger.connection().state).toBe('online');
    expect(messenger.connection().unreadableFrames).toBeGreaterThan(0);
    await messenger.dispose();
    await server.stop();
  });
});
