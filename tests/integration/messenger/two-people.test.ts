import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { EncodingChoice } from '../../../preload/contract/views';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());

describe.each<[EncodingChoice, EncodingChoice]>([
  ['compact', 'json'],
  ['json', 'compact'],
])('two people, %s and %s', (encodingOfA, encodingOfB) => {
  let server: RunningServer;
  let a: TestMessenger;
  let b: TestMessenger;
  let nodes: [string, string];

  beforeEach(async () => {
    server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024 });
    a = new TestMessenger({ name: '林小满', encoding: encodingOfA });
    b = new TestMessenger({ name: 'Alice', encoding: encodingOfB });
    nodes = [await a.signUp(server.url), await b.signUp(server.url)];
    await befriend(a, b, nodes);
  });

  afterEach(async () => {
    await a.dispose();
    await b.dispose();
    await server.stop();
  });

  const chatOfA = (): string => `u:${nodes[1]}`;
  const chatOfB = (): string => `u:${nodes[0]}`;
  const textsOf = async (messenger: TestMessenger, chat: string): Promise<readonly string[]> =>
    (await messenger.messages(chat)).map(({ body }) => (body.kind === 'text' ? body.text : body.kind));

  it('sees messages on both sides in the order of writing', async () => {
    const sent = Array.from({ length: 20 }, (_, index) => `消息 ${index}`);
    for (const text of sent) await a.send(chatOfA(), text);
    await eventually(async () => (await textsOf(b, chatOfB())).length === sent.length);
    expect(await textsOf(b, chatOfB())).toEqual(sent);
    expect(await textsOf(a, chatOfA())).toEqual(sent);
    expect((await a.messages(chatOfA())).every(({ delivery }) => delivery.state === 'sent')).toBe(true);
  });

  it('knows the names that people gave themselves', async () => {
    await eventually(async () => (await a.conversations())[0]?.title === 'Alice');
    await eventually(async () => (await b.conversations())[0]?.title === '林小满');
  });

  it('revokes on both sides and leaves the text in no file', async () => {
    const secret = 'tombstone-marker-4711';
    const messageId = await a.send(chatOfA(), secret);
    await eventually(async () => (await textsOf(b, chatOfB())).includes(secret));
    valueOf(await a.calls['messages.revoke']({ messageId }));
    await eventually(async () => (await textsOf(b, chatOfB())).includes('revoked'));
    await eventually(async () => (await a.messages(chatOfA()))[0]?.operation === null);
    expect((await a.messages(chatOfA()))[0]?.body).toMatchObject({ kind: 'revoked', byMe: true });
    expect((await b.messages(chatOfB()))[0]?.body).toEqual({
      kind: 'revoked',
      byMe: false,
      reeditUntilMs: null,
    });
    for (const file of [...filesUnder(a.dataDirectory), ...filesUnder(b.dataDirectory)]) {
      expect(readFileSync(file).includes(secret), file).toBe(false);
    }
  });

  it('conceals a burn message until it is opened, and erases it on both sides when the time is over', async () => {
    await a.send(chatOfA(), '门禁 4408', 1);
    await eventually(async () => (await textsOf(b, chatOfB())).includes('burnConcealed'));
    const [concealed] = await b.messages(chatOfB());
    expect(JSON.stringify(await b.conversations())).not.toContain('4408');
    const messageId = concealed?.messageId ?? '';
    expect(valueOf(await b.calls['messages.reveal']({ messageId })).body).toMatchObject({
      kind: 'burnRevealed',
      content: { kind: 'text', text: '门禁 4408' },
    });
    await eventually(async () => (await textsOf(b, chatOfB())).includes('burned'));
    await eventually(async () => (await textsOf(a, chatOfA())).includes('burned'));
  });

  it('tells the desktop about messages of others only, and takes it back when they are gone', async () => {
    const messageId = await a.send(chatOfA(), 'before');
    await eventually(() => b.notices.some(({ kind }) => kind === 'message'));
    expect(a.notices.some(({ kind }) => kind === 'message')).toBe(false);
    valueOf(await a.calls['messages.revoke']({ messageId }));
    await eventually(() => b.notices.some(({ kind }) => kind === 'withdrawn'));
    expect(JSON.stringify(b.notices, null, 1)).not.toContain('before');
  });
});

describe('a room', () => {
  it('shows messages to all members and revokes them for all', async () => {
    const server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024 });
    const a = new TestMessenger({ name: 'a' });
    const b = new TestMessenger({ name: 'b', encoding: 'json' });
    await a.signUp(server.url);
    await b.signUp(server.url);
    const room = valueOf(await a.calls['rooms.create']({ title: '产品评审', isOpen: true }));
    expect(valueOf(await b.calls['rooms.join']({ node: room.node, greeting: '' }))).toEqual({ joined: true });
    await eventually(async () => (await b.conversations())[0]?.title === '产品评审');
    const messageId = await a.send(room.conversationId, 'hello room');
    await eventually(async () => (await b.messages(room.conversationId)).length === 1);
    await eventually(async () => (await a.messages(room.conversationId))[0]?.delivery.state === 'sent');
    valueOf(await a.calls['messages.revoke']({ messageId }));
    await eventually(async () => (await b.messages(room.conversationId))[0]?.body.kind === 'revoked');
    await eventually(async () => (await a.messages(room.conversationId))[0]?.body.kind === 'revoked');
    await a.dispose();
    await b.dispose();
    await server.stop();
  });

  it('brings what was said before to somebody who joins', async () => {
    const server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024 });
    const a = new TestMessenger({ name: 'a' });
    const b = new TestMessenger({ name: 'b' });
    await a.signUp(server.url);
    await b.signUp(server.url);
    const room = valueOf(await a.calls['rooms.create']({ title: '产品评审', isOpen: true }));
    await a.send(room.conversationId, 'said before');
    await eventually(async () => (await a.messages(room.conversationId))[0]?.delivery.state === 'sent');
    valueOf(await b.calls['rooms.join']({ node: room.node, greeting: '' }));
    await eventually(async () => (await b.messages(room.conversationId)).length === 1);
    await a.dispose();
    await b.dispose();
    await server.stop();
  });
});
