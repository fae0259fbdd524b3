import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

describe('after an absence', () => {
  let folder: string;
  let server: RunningServer;
  let a: TestMessenger;
  let b: TestMessenger;
  let nodes: [string, string];

  const startServer = (port: number): Promise<RunningServer> =>
    startEmbeddedServer({ dataFolder: folder, port, requestRate: 0, passwordCost: 1024 });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tim-server-test-'));
    server = await startServer(0);
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

  it('sends in order what was written while the server was away, and withdraws what was revoked', async () => {
    const { port } = server;
    await server.stop();
    await eventually(() => a.connection().state === 'waiting');
    await a.send(`u:${nodes[1]}`, 'one');
    const withdrawn = await a.send(`u:${nodes[1]}`, 'two');
    await a.send(`u:${nodes[1]}`, 'three');
    valueOf(await a.calls['messages.revoke']({ messageId: withdrawn }));
    expect(await textsOf(a, `u:${nodes[1]}`)).toEqual(['one', 'revoked', 'three']);
    const anew = await a.calls['messages.reedit']({ messageId: withdrawn });
    expect(valueOf(anew)).toEqual({ text: 'two', replyToId: null, mentions: [] });
    server = await startServer(port);
    for (const messenger of [a, b]) {
      await eventually(async () => {
        await messenger.calls['connection.retryNow'](null);
        return messenger.connection().state === 'online';
      });
    }
    await eventually(async () => (await textsOf(b, `u:${nodes[0]}`)).length === 2);
    expect(await textsOf(b, `u:${nodes[0]}`)).toEqual(['one', 'three']);
    // The line of what never left is there for writing it anew, and no longer than that.
    await a.stop();
    a = new TestMessenger({ name: 'a', dataDirectory: a.dataDirectory });
    await a.messenger.start();
    expect(await textsOf(a, `u:${nodes[1]}`)).toEqual(['one', 'three']);
  });

  it('shows tombstones again, and receives what waited offline', async () => {
    const messageId = await a.send(`u:${nodes[1]}`, 'gone');
    await eventually(async () => (await textsOf(b, `u:${nodes[0]}`)).length === 1);
    await b.stop();
    valueOf(await a.calls['messages.revoke']({ messageId }));
    await a.send(`u:${nodes[1]}`, 'while you were away');
    await eventually(async () =>
      (await a.messages(`u:${nodes[1]}`)).every(
        ({ delivery, operation }) => delivery.state === 'sent' && operation === null,
      ),
    );
    b = new TestMessenger({ name: 'b', dataDirectory: b.dataDirectory });
    await b.messenger.start();
    expect(await textsOf(b, `u:${nodes[0]}`)).toEqual(['gone']);
    await eventually(async () => (await textsOf(b, `u:${nodes[0]}`)).length === 2);
    expect(await textsOf(b, `u:${nodes[0]}`)).toEqual(['revoked', 'while you were away']);
  });

  it('finds the messages of another device in the history', async () => {
    for (const text of ['one', 'two']) await a.send(`u:${nodes[1]}`, text);
    await eventually(async () => (await textsOf(b, `u:${nodes[0]}`)).length === 2);
    await b.stop();
    const other = new TestMessenger({ name: 'b' });
    valueOf(await other.calls['account.signIn'](other.credentials(server.url)));
    await eventually(async () => (await other.conversations()).length === 1);
    await eventually(async () => (await textsOf(other, `u:${nodes[0]}`)).length === 2);
    expect(await textsOf(other, `u:${nodes[0]}`)).toEqual(['one', 'two']);
    expect(other.messenger.unreadTotal()).toBe(0);
    await other.dispose();
  });

  it('keeps everything in files that say nothing without the key', async () => {
    const marker = 'marker-in-no-file-4711';
    await a.send(`u:${nodes[1]}`, marker);
    const files = readdirSync(a.dataDirectory, { recursive: true, encoding: 'utf8' })
      .map((name) => join(a.dataDirectory, name))
      .filter((file) => statSync(file).isFile());
    expect(files.some((file) => file.endsWith('messages.db-wal'))).toBe(true);
    for (const file of files) {
      const bytes = readFileSync(file);
      expect(bytes.includes('SQLite format 3'), file).toBe(false);
      expect(bytes.includes(marker), file).toBe(false);
      expect(bytes.includes('correct horse'), file).toBe(false);
      expect(statSync(file).mode & 0o077, file).toBe(0);
    }
  });
});
