import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
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

const text = Array.from({ length: 9_000 }, (_, index) => String.fromCharCode(0x4e00 + index)).join('');
const send = async (burnSeconds: number | null): Promise<string> => {
  const draft = { conversationId: chatOfA, text, burnSeconds, replyToId: null, mentions: [] };
  valueOf(await a.calls['messages.send'](draft));
  await eventually(async () => (await b.messages(chatOfB)).length === 1);
  return (await b.messages(chatOfB))[0]?.messageId ?? '';
};
const refused = { ok: false, failure: { code: 'alreadyGone' } };

describe('a long text', () => {
  it('T40: crosses the bridge in steps', async () => {
    const messageId = await send(null);
    const body = (await b.messages(chatOfB))[0]?.body;
    if (body?.kind !== 'text' || body.nextFrom === undefined) throw new Error('it came whole');
    const rest = valueOf(await b.calls['messages.more']({ messageId, from: body.nextFrom }));
    expect(body.text + rest.text).toBe(text);
    expect(rest).toEqual({ text: rest.text, mentions: [] });
    expect(await b.calls['messages.more']({ messageId, from: text.length })).toEqual(refused);
  });

  it('T40: of a burn message comes only while it is open', async () => {
    const messageId = await send(300);
    expect(await b.calls['messages.more']({ messageId, from: 0 })).toEqual(refused);
    const { body } = valueOf(await b.calls['messages.reveal']({ messageId }));
    expect(body).toMatchObject({ kind: 'burnRevealed', content: { nextFrom: 800 } });
    expect(valueOf(await b.calls['messages.more']({ messageId, from: 800 })).text).toBe(text.slice(800));
    valueOf(await b.calls['conversations.leave']({ conversationId: chatOfB }));
    expect(await b.calls['messages.more']({ messageId, from: 800 })).toEqual(refused);
    valueOf(await b.calls['messages.burnNow']({ messageId }));
    expect(await b.calls['messages.more']({ messageId, from: 800 })).toEqual(refused);
  });
});
