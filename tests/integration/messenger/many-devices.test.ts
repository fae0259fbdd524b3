import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerStyle } from '../../../main/embedded-server/server-options';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { EncodingChoice } from '../../../preload/contract/views';
import { createFastClock } from '../../support/fast-clock';
import { networkWithFormerNames } from '../../support/former-names';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

describe.each<[ServerStyle, EncodingChoice, 't2' | 'ackInt']>([
  ['2.1.0', 'compact', 't2'],
  ['2.1.0', 'json', 't2'],
  ['2.0.1', 'compact', 't2'],
  ['2.0.1', 'json', 't2'],
  ['2.0.1', 'json', 'ackInt'],
])('taking back and burning, the server in the style of tim %s, in %s with %s', (style, encoding, field) => {
  let server: RunningServer;
  /** Three devices of one account. */
  let devices: readonly [TestMessenger, TestMessenger, TestMessenger];
  let friend: TestMessenger;
  let chatOfA: string;
  let chatOfB: string;
  // A new device waits for silence many times, which is tim's way to say that there is nothing.
  const clock = createFastClock(10);

  const device = (name: string): TestMessenger =>
    new TestMessenger({
      name,
      encoding,
      clock,
      ...(field === 'ackInt' ? { network: networkWithFormerNames() } : {}),
    });

  beforeEach(async () => {
    server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5, style });
    devices = [device('a'), device('a'), device('a')];
    friend = device('b');
    const [first, ...others] = devices;
    const nodes = [await first.signUp(server.url), await friend.signUp(server.url)] as const;
    await befriend(first, friend, nodes);
    for (const other of others) {
      valueOf(await other.calls['account.signIn'](other.credentials(server.url)));
      await other.isOnline();
    }
    [chatOfA, chatOfB] = [`u:${nodes[1]}`, `u:${nodes[0]}`];
  });

  afterEach(async () => {
    for (const messenger of [...devices, friend]) await messenger.dispose();
    await server.stop();
  });

  const newest = async (messenger: TestMessenger, chat: string) => (await messenger.messages(chat)).at(-1);
  /** Everybody's newest message is of this kind, and nothing is under way any more. */
  const allSee = async (
    kind: string,
    chats: readonly [string, string] = [chatOfA, chatOfB],
  ): Promise<void> => {
    const [chatOfDevices, chatOfFriend] = chats;
    const seen = async (): Promise<readonly unknown[]> => {
      const own = await Promise.all(devices.map((messenger) => newest(messenger, chatOfDevices)));
      const all = [...own, await newest(friend, chatOfFriend)];
      return all.map((message) => (message?.operation === null ? message.body.kind : message?.operation));
    };
    await eventually(async () => (await seen()).every((what) => what === kind)).catch(
      async (error: unknown) => {
        expect(await seen(), String(error)).toEqual([kind, kind, kind, kind]);
      },
    );
  };

  it('a revoke by one device is done on all devices of both people', async () => {
    const messageId = await devices[0].send(chatOfA, 'taken back');
    await allSee('text');
    valueOf(await devices[0].calls['messages.revoke']({ messageId }));
    await allSee('revoked');
    expect((await newest(devices[2], chatOfA))?.body).toMatchObject({ kind: 'revoked', byMe: true });
    expect((await newest(friend, chatOfB))?.body).toMatchObject({ kind: 'revoked', byMe: false });
  });

  it('a revoke by the device that did not write the message is done on all devices, too', async () => {
    await devices[0].send(chatOfA, 'taken back elsewhere');
    await allSee('text');
    const messageId = (await newest(devices[2], chatOfA))?.messageId ?? '';
    valueOf(await devices[2].calls['messages.revoke']({ messageId }));
    await allSee('revoked');
  });

  it('what the friend takes back is gone on all devices', async () => {
    const messageId = await friend.send(chatOfB, 'taken back by the friend');
    await allSee('text');
    valueOf(await friend.calls['messages.revoke']({ messageId }));
    await allSee('revoked');
  });

  it('what the friend burns is burned on all devices of its author', async () => {
    await devices[0].send(chatOfA, 'burned by the friend', 10);
    await eventually(async () => (await newest(friend, chatOfB))?.body.kind === 'burnConcealed');
    await eventually(async () => (await newest(devices[2], chatOfA))?.body.kind === 'burnOwn');
    const messageId = (await newest(friend, chatOfB))?.messageId ?? '';
    valueOf(await friend.calls['messages.burnNow']({ messageId }));
    await allSee('burned');
  });

  it('what one device burns is burned on the others and at its author', async () => {
    await friend.send(chatOfB, 'burned by one device', 10);
    for (const messenger of devices) {
      await eventually(async () => (await newest(messenger, chatOfA))?.body.kind === 'burnConcealed');
    }
    const messageId = (await newest(devices[1], chatOfA))?.messageId ?? '';
    valueOf(await devices[1].calls['messages.burnNow']({ messageId }));
    await allSee('burned');
  });

  it('a revoke in a room is done for all members and devices', async () => {
    const room = valueOf(await devices[0].calls['rooms.create']({ title: 'all of us', isOpen: true }));
    valueOf(await friend.calls['rooms.join']({ node: room.node, greeting: '' }));
    const chats = [room.conversationId, room.conversationId] as const;
    const messageId = await devices[0].send(room.conversationId, 'taken back in the room');
    await allSee('text', chats);
    valueOf(await devices[0].calls['messages.revoke']({ messageId }));
    await allSee('revoked', chats);
  });
});
