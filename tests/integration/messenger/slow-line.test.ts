import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { createFastClock } from '../../support/fast-clock';
import { isMessage, RawPeer, registerPeer } from '../../support/raw-peer';
import { slowLine } from '../../support/slow-line';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';

// Minutes on the line are seconds here; the server keeps its own time.
const clock = createFastClock(10);

describe('on a slow line', () => {
  let server: RunningServer;
  let friend: RawPeer;
  let app: TestMessenger;
  let chat: string;
  let nodeOfApp: string;
  const apps: TestMessenger[] = [];

  const bodies = async (of = app): Promise<readonly string[]> =>
    (await of.messages(chat)).map(({ body }) =>
      body.kind === 'text' ? body.text.slice(0, 7).trim() : body.kind,
    );
  const write = async (count: number, byteCount: number): Promise<readonly string[]> => {
    const names = Array.from({ length: count }, (_, index) => `say ${index}`);
    for (const name of names) await friend.say(nodeOfApp, `${name}  ${'x'.repeat(byteCount)}`);
    return names;
  };
  const create = (name: string, folder: string | null): TestMessenger => {
    const network = slowLine(server, { downBytesPerSecond: 30_000, upBytesPerSecond: 10_000 }, clock);
    const messenger = new TestMessenger({
      name,
      clock,
      network,
      ...(folder === null ? {} : { dataDirectory: folder }),
    });
    apps.push(messenger);
    return messenger;
  };

  beforeEach(async () => {
    server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 3 });
    app = new TestMessenger({ name: 'app', clock });
    apps.push(app);
    nodeOfApp = await app.signUp(server.url);
    const node = await registerPeer(server.url, 'friend');
    chat = `u:${node}`;
    friend = await RawPeer.signIn(server.url, 'friend');
    const asked = friend.next(isMessage);
    valueOf(await app.calls['contacts.add']({ node, greeting: '' }));
    await asked;
    friend.befriend(nodeOfApp);
    await eventually(async () => (await app.contacts()).some(({ state }) => state === 'friend'));
  });
  afterEach(async () => {
    await friend.close();
    for (const one of apps.splice(0)) await one.dispose();
    await server.stop();
  });

  it('T2: pictures of a small chat stay while their page takes longer than any question waits', async () => {
    const names = await write(3, 200_000);
    await eventually(async () => (await bodies()).length === 3);
    await app.stop();
    app = create('app', app.dataDirectory);
    await app.messenger.start();
    await eventually(() => app.connection().state === 'online', 20_000);
    // A page of 600 kB takes twenty seconds on this line, and questions used to be given up after two.
    const onlineMs = clock.monotonicMs();
    await eventually(() => clock.monotonicMs() > onlineMs + 60_000, 20_000);
    expect([await bodies(), app.current()?.missingOnServer]).toEqual([names, 0]);
  });

  it('T1: a second device gets a chat with pictures whole', async () => {
    const names = await write(20, 20_000);
    const second = create('app', null);
    valueOf(await second.calls['account.signIn'](second.credentials(server.url)));
    await eventually(async () => (await bodies(second)).length === names.length, 30_000);
    expect([await bodies(second), second.current()?.missingOnServer]).toEqual([names, 0]);
  });
});
