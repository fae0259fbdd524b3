import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { befriend, eventually, TestMessenger } from '../../support/test-messenger';
import { WireClient } from '../embedded-server/wire-client';

describe('after an absence the server’s history is the truth', () => {
  let folder: string;
  let server: RunningServer;
  let a: TestMessenger;
  let b: TestMessenger;
  let nodes: [string, string];

  const startServer = (port = 0): Promise<RunningServer> =>
    startEmbeddedServer({ dataFolder: folder, port, requestRate: 0, passwordCost: 1024, deviceLimit: 3 });
  const chatOfB = (): string => `u:${nodes[0]}`;
  const textsOfB = async (): Promise<readonly string[]> =>
    (await b.messages(chatOfB())).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));

  const write = async (texts: readonly string[]): Promise<void> => {
    for (const text of texts) await a.send(`u:${nodes[1]}`, text);
    await eventually(async () => (await textsOfB()).length === texts.length);
  };
  const restartB = async (): Promise<void> => {
    b = new TestMessenger({ name: 'b', dataDirectory: b.dataDirectory });
    await b.messenger.start();
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tim-server-test-'));
    server = await startServer();
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

  /** Removes messages from the server behind everybody's back, as a restored old copy of its disk would. */
  const loseOnServer = async (condition: string): Promise<void> => {
    const { port } = server;
    await server.stop();
    const file = new Database(join(folder, 'tim-server.db'));
    file.prepare(`UPDATE message SET stanza = NULL WHERE ${condition}`).run();
    file.close();
    server = await startServer(port);
  };

  it('erases what a foreign client revoked without saying which message it meant', async () => {
    await write(['one', 'two', 'three']);
    const two = (await a.messages(`u:${nodes[1]}`))[1];
    expect(two?.delivery.state).toBe('sent');
    await b.stop();
    const foreign = await WireClient.open(server.url);
    foreign.send({ type: 16, packet: { name: 'a', pwd: 'correct horse', resource: 'web', termtyp: 1 } });
    await foreign.frameOf(12);
    foreign.send({ type: 92, packet: { msType: 2, odType: 2, toTid: { node: nodes[1] }, mid: 2n } });
    await foreign.frameOf(90);
    await foreign.close();
    await restartB();
    await eventually(async () => (await textsOfB()).includes('vanished'));
    expect(await textsOfB()).toEqual(['one', 'vanished', 'three']);
    await eventually(async () => (await a.messages(`u:${nodes[1]}`))[1]?.body.kind === 'revoked');
  });

  it('asks before it erases when the server has lost its data, and keeps what the user keeps', async () => {
    const texts = ['1', '2', '3', '4', '5', '6'];
    await write(texts);
    await b.stop();
    await loseOnServer('1 = 1');
    await restartB();
    await eventually(() => b.current()?.missingOnServer === texts.length, 40_000);
    expect(await textsOfB()).toEqual(texts);
    expect(await b.calls['account.resolveMissing']({ decision: 'keep' })).toMatchObject({ ok: true });
    expect(b.current()?.missingOnServer).toBe(0);
    await b.stop();
    await restartB();
    await b.isOnline();
    expect(await textsOfB()).toEqual(texts);
  });

  it('erases what the server has lost when the user agrees', async () => {
    await write(['1', '2', '3', '4', '5', '6']);
    await b.stop();
    await loseOnServer('mid <= 5');
    await restartB();
    await eventually(() => b.current()?.missingOnServer === 5, 20_000);
    await b.calls['account.resolveMissing']({ decision: 'erase' });
    expect(await textsOfB()).toEqual([...Array.from({ length: 5 }, () => 'vanished'), '6']);
  });

  it('fetches what an offline queue no longer delivers', async () => {
    await write(['before']);
    await b.stop();
    const revoked: string[] = [];
    for (let index = 0; index < 11; index += 1) revoked.push(await a.send(`u:${nodes[1]}`, `gone ${index}`));
    await eventually(async () =>
      (await a.messages(`u:${nodes[1]}`)).every(({ delivery }) => delivery.state === 'sent'),
    );
    for (const messageId of revoked) await a.calls['messages.revoke']({ messageId });
    await a.send(`u:${nodes[1]}`, 'tail');
    await eventually(async () =>
      (await a.messages(`u:${nodes[1]}`)).every(
        ({ delivery, operation }) => delivery.state === 'sent' && operation === null,
      ),
    );
    await restartB();
    await eventually(async () => (await textsOfB()).includes('tail'), 20_000);
    expect((await textsOfB()).filter((text) => text.startsWith('gone'))).toEqual([]);
  });
});
