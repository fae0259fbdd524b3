import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { StandingView } from '../../../preload/contract/views';
import { createFastClock } from '../../support/fast-clock';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

let server: RunningServer;
let a: TestMessenger;
let b: TestMessenger;
let nodes: [string, string];
let chatWithB: string;
let chatWithA: string;
const clock = createFastClock(10);
beforeEach(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5 });
  a = new TestMessenger({ name: '林小满', clock });
  b = new TestMessenger({ name: 'Alice', encoding: 'json', clock });
  nodes = [await a.signUp(server.url), await b.signUp(server.url)];
  [chatWithB, chatWithA] = [`u:${nodes[1]}`, `u:${nodes[0]}`];
  await befriend(a, b, nodes);
});
afterEach(async () => {
  await a.dispose();
  await b.dispose();
  await server.stop();
});

const standing = async (who: TestMessenger, chat: string): Promise<StandingView | undefined> =>
  (await who.conversations()).find(({ conversationId }) => conversationId === chat)?.standing;
const stands = (who: TestMessenger, chat: string, wanted: StandingView): Promise<void> =>
  eventually(async () => (await standing(who, chat)) === wanted);
const sayTo = (who: TestMessenger, conversationId: string) =>
  who.calls['messages.send']({
    conversationId,
    text: 'hello?',
    burnSeconds: null,
    replyToId: null,
    mentions: [],
  });

describe('a chat whose other side is no friend any more', () => {
  it('says so on both sides, and nothing can be sent there until they are friends again', async () => {
    valueOf(await a.calls['contacts.remove']({ node: nodes[1] }));
    expect(await standing(a, chatWithB)).toBe('stranger');
    await stands(b, chatWithA, 'stranger');
    for (const [who, chat] of [
      [a, chatWithB],
      [b, chatWithA],
    ] as const) {
      expect(await sayTo(who, chat)).toEqual({ ok: false, failure: { code: 'notFriends' } });
      expect(await who.messages(chat)).toEqual([]);
    }
    valueOf(await a.calls['contacts.add']({ node: nodes[1], greeting: 'sorry' }));
    expect(await standing(a, chatWithB)).toBe('outgoing');
    await stands(b, chatWithA, 'incoming');
    valueOf(await b.calls['contacts.decline']({ node: nodes[0] }));
    expect(await standing(b, chatWithA)).toBe('declined');
    valueOf(await b.calls['contacts.accept']({ node: nodes[0] }));
    await stands(a, chatWithB, 'open');
    expect(await standing(b, chatWithA)).toBe('open');
    valueOf(await sayTo(a, chatWithB));
    await eventually(async () => (await b.messages(chatWithA)).length === 1);
  });

  it('says that it was this account who blocked them, and says nothing of that to them', async () => {
    valueOf(await a.calls['contacts.block']({ node: nodes[1] }));
    expect(await standing(a, chatWithB)).toBe('blocked');
    expect(await sayTo(a, chatWithB)).toEqual({ ok: false, failure: { code: 'blockedByYou' } });
    expect(await standing(b, chatWithA)).toBe('open');
    valueOf(await a.calls['contacts.remove']({ node: nodes[1] }));
    expect(await standing(a, chatWithB)).toBe('stranger');
  });

  it('is told by the first message that the server refuses', async () => {
    valueOf(await a.calls['contacts.block']({ node: nodes[1] }));
    // A friend who is blocked is not told, and what the server knows of rights is minutes old.
    await eventually(async () => {
      if ((await standing(b, chatWithA)) === 'open') await sayTo(b, chatWithA);
      return (await standing(b, chatWithA)) === 'stranger';
    });
    const refused = (await b.messages(chatWithA)).filter(({ delivery }) => delivery.state === 'failed');
    expect(refused[0]).toMatchObject({ delivery: { state: 'failed', reason: 'notFriends' } });
    expect(await b.calls['messages.retry']({ messageId: refused[0]?.messageId ?? '' })).toEqual({
      ok: false,
      failure: { code: 'notFriends' },
    });
    expect(await b.calls['contacts.add']({ node: nodes[0], greeting: '' })).toEqual({
      ok: false,
      failure: { code: 'blockedByPeer' },
    });
  });
});
