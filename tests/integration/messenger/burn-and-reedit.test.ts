import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { leftoversOf } from '../../e2e/support/leftovers';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
let a: TestMessenger;
let b: TestMessenger;
let chatOfA: string;
let chatOfB: string;

beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024 });
  a = new TestMessenger({ name: 'a' });
  b = new TestMessenger({ name: 'b' });
  const nodes: [string, string] = [await a.signUp(server.url), await b.signUp(server.url)];
  [chatOfA, chatOfB] = [`u:${nodes[1]}`, `u:${nodes[0]}`];
  await befriend(a, b, nodes);
});
afterEach(async () => {
  await a.dispose();
  await b.dispose();
  await server.stop();
});

const bodyOf = async (messenger: TestMessenger) =>
  (await messenger.messages(messenger === a ? chatOfA : chatOfB))[0]?.body;
const becomes = (messenger: TestMessenger, kind: string): Promise<void> =>
  eventually(async () => (await bodyOf(messenger))?.kind === kind);
const isOpenedOnA = async (): Promise<boolean> => {
  const body = await bodyOf(a);
  return body?.kind === 'burnOwn' && body.isOpened;
};
/** b opens the one message of its chat. */
const open = async (): Promise<string> => {
  await becomes(b, 'burnConcealed');
  const messageId = (await b.messages(chatOfB))[0]?.messageId ?? '';
  expect(valueOf(await b.calls['messages.reveal']({ messageId })).body.kind).toBe('burnRevealed');
  return messageId;
};
/** The same person on the same computer, after a restart. */
const restarted = async (messenger: TestMessenger, name: string): Promise<TestMessenger> => {
  await messenger.stop();
  const next = new TestMessenger({ name, dataDirectory: messenger.dataDirectory });
  await next.messenger.start();
  await next.isOnline();
  return next;
};

describe('the author of a burn message', () => {
  it('sees that it was opened, also after being away at that moment', async () => {
    await a.send(chatOfA, 'the secret', 3_600);
    await becomes(b, 'burnConcealed');
    await eventually(async () => (await a.messages(chatOfA))[0]?.delivery.state === 'sent');
    await a.stop();
    await open();
    a = await restarted(a, 'a');
    // The server may have said it to the connection that had just ended; what such a one left is asked for a while later.
    await eventually(isOpenedOnA, 30_000);
    expect(await bodyOf(a)).toMatchObject({ content: { kind: 'text', text: 'the secret' } });
  });
});

describe('leaving a chat', () => {
  it('covers what is open, or burns it for both when the user wants that', async () => {
    await a.send(chatOfA, 'the secret', 3_600);
    const messageId = await open();
    valueOf(await b.calls['conversations.leave']({ conversationId: chatOfB }));
    await becomes(b, 'burnConcealed');
    expect(b.messenger.isShowingSecrets()).toBe(false);

    valueOf(await b.calls['app.changeSettings']({ burnOnLeave: true }));
    valueOf(await b.calls['messages.reveal']({ messageId }));
    valueOf(await b.calls['conversations.leave']({ conversationId: chatOfB }));
    await becomes(b, 'burned');
    await becomes(a, 'burned');
    expect([a, b].flatMap(({ dataDirectory }) => leftoversOf('the secret', dataDirectory))).toEqual([]);
  });
});

describe('a message that was taken back', () => {
  it('can be written anew for a while from memory alone: its text is in no file, and a restart forgets it', async () => {
    const text = 'reedit-marker-4711-0815';
    const messageId = await a.send(chatOfA, text);
    await becomes(b, 'text');
    await eventually(async () => (await a.messages(chatOfA))[0]?.delivery.state === 'sent');
    expect(leftoversOf(text, a.dataDirectory)).not.toEqual([]);
    valueOf(await a.calls['messages.revoke']({ messageId }));
    await becomes(a, 'revoked');
    await becomes(b, 'revoked');
    const body = await bodyOf(a);
    const untilMs = body?.kind === 'revoked' ? body.reeditUntilMs : null;
    expect(Math.abs((untilMs ?? 0) - Date.now() - 300_000)).toBeLessThan(60_000);
    expect(await a.calls['messages.reedit']({ messageId })).toEqual({
      ok: true,
      value: { text, replyToId: null, mentions: [] },
    });
    expect([a, b].flatMap(({ dataDirectory }) => leftoversOf(text, dataDirectory))).toEqual([]);

    a = await restarted(a, 'a');
    expect(await a.calls['messages.reedit']({ messageId })).toMatchObject({
      failure: { code: 'reeditOver' },
    });
    expect(await bodyOf(a)).toEqual({ kind: 'revoked', byMe: true, reeditUntilMs: null });
  });
});

describe('the reading time that a chat begins with', () => {
  const ofFirstChat = async (messenger: TestMessenger) =>
    (await messenger.conversations()).find(({ conversationId }) => conversationId === chatOfA)
      ?.burnDefaultSeconds;

  it('is told at once, survives a restart, and can be taken away', async () => {
    expect(await ofFirstChat(a)).toBeNull();
    a.changes.length = 0;
    valueOf(await a.calls['conversations.setBurnDefault']({ conversationId: chatOfA, burnSeconds: 30 }));
    expect(a.changes.map(({ kind }) => kind)).toContain('conversations');
    a = await restarted(a, 'a');
    expect(await ofFirstChat(a)).toBe(30);
    valueOf(await a.calls['conversations.setBurnDefault']({ conversationId: chatOfA, burnSeconds: null }));
    expect(await ofFirstChat(a)).toBeNull();
  });

  it('is refused in rooms, and in chats that do not exist', async () => {
    const { conversationId } = valueOf(await a.calls['rooms.create']({ title: '产品评审', isOpen: true }));
    const set = (id: string, burnSeconds: number | null) =>
      a.calls['conversations.setBurnDefault']({ conversationId: id, burnSeconds });
    expect(await set(conversationId, 10)).toMatchObject({ ok: false, failure: { code: 'burnNotInRooms' } });
    expect(await set(conversationId, null)).toMatchObject({ ok: true });
    expect(await set('u:nobody', 10)).toMatchObject({ ok: false, failure: { code: 'messageNotFound' } });
    const rooms = (await a.conversations()).filter(({ kind }) => kind === 'room');
    expect(rooms.map(({ burnDefaultSeconds }) => burnDefaultSeconds)).toEqual([null]);
  });
});
