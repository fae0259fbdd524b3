import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

describe('a chat that was deleted on this computer', () => {
  let folder: string;
  let server: RunningServer;
  let a: TestMessenger;
  let b: TestMessenger;
  let nodes: [string, string];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tim-server-test-'));
    server = await startEmbeddedServer({ dataFolder: folder, port: 0, requestRate: 0, passwordCost: 1024 });
    a = new TestMessenger({ name: 'a' });
    b = new TestMessenger({ name: 'b' });
    nodes = [await a.signUp(server.url), await b.signUp(server.url)];
    await befriend(a, b, nodes);
  });

  afterEach(async () => {
    await a.dispose();
    await b.dispose();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const textsOf = async (messenger: TestMessenger, chat: string): Promise<readonly string[]> =>
    (await messenger.messages(chat)).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));
  const listOf = async (messenger: TestMessenger): Promise<readonly string[]> =>
    valueOf(await messenger.calls['conversations.list']({ after: null, limit: 500 })).map(
      ({ conversationId }) => conversationId,
    );
  async function restart(messenger: TestMessenger, name: string): Promise<TestMessenger> {
    await messenger.stop();
    const again = new TestMessenger({ name, dataDirectory: messenger.dataDirectory });
    await again.messenger.start();
    await eventually(() => again.connection().state === 'online');
    return again;
  }

  it('stays away over a restart and the server’s history, comes back with what was said meanwhile alone, and stays with the other', async () => {
    const [chatOfB, chatOfA] = [`u:${nodes[0]}`, `u:${nodes[1]}`];
    for (const text of ['one', 'two', 'three']) await a.send(chatOfA, text);
    await eventually(async () => (await textsOf(b, chatOfB)).length === 3);
    valueOf(await b.calls['conversations.delete']({ conversationId: chatOfB }));
    expect(await listOf(b)).toEqual([]);

    b = await restart(b, 'b');
    // Looking at it asks the server's history for its newest page, and a message to somebody else shows that it has answered.
    valueOf(await b.calls['conversations.begin']({ kind: 'user', node: nodes[0] }));
    expect(await textsOf(b, chatOfB)).toEqual([]);
    const own = await b.send(chatOfB, 'anew');
    await eventually(async () =>
      (await b.messages(chatOfB)).some(
        ({ messageId, delivery }) => messageId === own && delivery.state === 'sent',
      ),
    );
    expect(await textsOf(b, chatOfB)).toEqual(['anew']);

    valueOf(await b.calls['conversations.delete']({ conversationId: chatOfB }));
    await b.stop();
    await a.send(chatOfA, 'while you were away');
    b = new TestMessenger({ name: 'b', dataDirectory: b.dataDirectory });
    await b.messenger.start();
    await eventually(async () => (await listOf(b)).includes(chatOfB));
    expect(await textsOf(b, chatOfB)).toEqual(['while you were away']);
    expect(await textsOf(a, chatOfA)).toEqual(['one', 'two', 'three', 'anew', 'while you were away']);
  });
});
