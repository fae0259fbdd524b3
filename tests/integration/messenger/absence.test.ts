import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

describe('an absence on a server whose offline queue has no messages', () => {
  let folder: string;
  let server: RunningServer;
  let ann: TestMessenger;
  let ben: TestMessenger;
  let nodes: readonly [string, string];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tim-server-test-'));
    server = await startEmbeddedServer({
      dataFolder: folder,
      requestRate: 0,
      passwordCost: 1024,
      deviceLimit: 3,
      like: 'postgresql',
    });
    ann = new TestMessenger({ name: 'ann' });
    ben = new TestMessenger({ name: 'ben' });
    nodes = [await ann.signUp(server.url), await ben.signUp(server.url)];
    await befriend(ann, ben, nodes);
  });

  afterEach(async () => {
    await ann.dispose();
    await ben.dispose();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const isSent = async (chat: string): Promise<boolean> =>
    (await ann.messages(chat)).every(({ delivery }) => delivery.state === 'sent');
  const unreadOf = async (messenger: TestMessenger, chat: string): Promise<number | undefined> =>
    (await messenger.conversations()).find(({ conversationId }) => conversationId === chat)?.unreadCount;
  const noticed = (messenger: TestMessenger): readonly string[] =>
    messenger.notices.flatMap((notice) => (notice.kind === 'message' ? [notice.conversationId] : []));
  const restart = async (messenger: TestMessenger, name: string): Promise<TestMessenger> => {
    const again = new TestMessenger({ name, dataDirectory: messenger.dataDirectory });
    await again.messenger.start();
    return again;
  };

  it('T16: what friends and rooms wrote meanwhile is unread and told, also in a chat that began then', async () => {
    const toBen = `u:${nodes[1]}`;
    const room = valueOf(await ann.calls['rooms.create']({ title: 'room', isOpen: true })).conversationId;
    valueOf(await ben.calls['rooms.join']({ node: room.slice(2), greeting: '' }));
    await ann.send(toBen, 'before');
    await eventually(async () => (await ben.messages(`u:${nodes[0]}`)).length === 1);
    await ben.stop();
    await ann.send(toBen, 'one');
    await ann.send(toBen, 'two');
    await ann.send(room, 'in a room where nothing was said before');
    await eventually(async () => (await isSent(toBen)) && (await isSent(room)));
    ben = await restart(ben, 'ben');
    await eventually(async () => (await unreadOf(ben, room)) === 1);
    await eventually(async () => ((await unreadOf(ben, `u:${nodes[0]}`)) ?? 0) >= 2);
    expect([...new Set(noticed(ben))].sort()).toEqual([room, `u:${nodes[0]}`].sort());
  });

  it('T16: what a new computer is filled with is no news', async () => {
    const toBen = `u:${nodes[1]}`;
    await ann.send(toBen, 'one');
    await ann.send(toBen, 'two');
    await eventually(() => isSent(toBen));
    const second = new TestMessenger({ name: 'ben' });
    try {
      valueOf(await second.calls['account.signIn'](second.credentials(server.url)));
      const chat = `u:${nodes[0]}`;
      await eventually(async () => (await second.messages(chat)).length === 2);
      expect([await unreadOf(second, chat), noticed(second)]).toEqual([0, []]);
    } finally {
      await second.dispose();
    }
  });
});
