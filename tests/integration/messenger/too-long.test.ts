import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { Encoding } from '../../../main/protocol/packet-types';
import { createHttpPost } from '../../../main/transport/http-post';
import { createWebSocketDial } from '../../../main/transport/web-socket-transport';
import { createFastClock } from '../../support/fast-clock';
import { isMessage, RawPeer, registerPeer } from '../../support/raw-peer';
import { eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const origin = 'app://bundle';
const clock = createFastClock(5);
/** The real transport with a limit a hundred times lower, so that a test need not move gigabytes. */
const network = {
  dial: createWebSocketDial({
    clock,
    origin,
    connectTimeoutMs: 50_000,
    maxMessageBytes: 300_000,
    closeTimeoutMs: 10_000,
  }),
  post: createHttpPost({ origin, timeoutMs: 10_000, maxAnswerBytes: 65_536 }),
};
const encodings: readonly Encoding[] = ['compact', 'json'];

describe.each(encodings)(
  'T5: messages that together, or alone, are longer than a frame may be, in %s',
  (encoding) => {
    let server: RunningServer;
    let friend: RawPeer;
    let app: TestMessenger;
    let chat: string;
    let nodeOfApp: string;
    let connections: number;

    const create = (dataDirectory?: string): TestMessenger =>
      new TestMessenger({
        name: 'app',
        encoding,
        clock,
        network: {
          ...network,
          dial: (...target) => {
            connections += 1;
            return network.dial(...target);
          },
        },
        ...(dataDirectory === undefined ? {} : { dataDirectory }),
      });
    const bodies = async (): Promise<readonly string[]> =>
      (await app.messages(chat)).map(({ body }) =>
        body.kind === 'text' ? body.text.slice(0, 7).trim() : body.kind,
      );
    const write = async (): Promise<void> => {
      await friend.say(nodeOfApp, 'before');
      for (let index = 0; index < 9; index += 1)
        await friend.say(nodeOfApp, `long ${index} ${'长'.repeat(25_000)}`);
      await friend.say(nodeOfApp, `giant ${'长'.repeat(150_000)}`);
      await friend.say(nodeOfApp, 'after');
    };
    const expected = [
      'before',
      ...Array.from({ length: 9 }, (_, index) => `long ${index}`),
      'unsupported',
      'after',
    ];

    beforeEach(async () => {
      connections = 0;
      server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 3 });
      app = create();
      nodeOfApp = await app.signUp(server.url);
      const node = await registerPeer(server.url, 'friend');
      chat = `u:${node}`;
      friend = await RawPeer.signIn(server.url, 'friend', encoding);
      const asked = friend.next(isMessage);
      valueOf(await app.calls['contacts.add']({ node, greeting: '' }));
      await asked;
      friend.befriend(nodeOfApp);
      await eventually(async () => (await app.contacts()).some(({ state }) => state === 'friend'));
    });
    afterEach(async () => {
      await friend.close();
      await app.dispose();
      await server.stop();
    });

    it('come out of the offline queue all the same, over one connection', async () => {
      await app.stop();
      await write();
      app = create(app.dataDirectory);
      connections = 0;
      await app.messenger.start();
      await eventually(async () => (await bodies()).length === expected.length, 60_000);
      expect([await bodies(), connections]).toEqual([expected, 1]);
    });

    it('come live all the same', async () => {
      connections = 0;
      await write();
      await eventually(async () => (await bodies()).length === expected.length, 60_000);
      expect([await bodies(), connections]).toEqual([expected, 0]);
    });
  },
);
