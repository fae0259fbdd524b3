import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaceWish } from '../../../preload/contract/paging';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import { createFastClock } from '../../support/fast-clock';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const count = 230;
let server: RunningServer;
let writer: TestMessenger;
/** A new computer of the reader's: the server has more than it. */
let reader: TestMessenger;
let chat: string;
const clock = createFastClock(10);

/** The newest message has come. */
const hasAll = async (messenger: TestMessenger): Promise<boolean> => {
  const [newest] = await messenger.messages(chat, 1);
  return newest?.body.kind === 'text' && newest.body.text === `text ${count}`;
};

beforeAll(async () => {
  server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024, deviceLimit: 5 });
  writer = new TestMessenger({ name: 'a', clock });
  const first = new TestMessenger({ name: 'b', clock });
  reader = new TestMessenger({ name: 'b', clock });
  const nodes: [string, string] = [await writer.signUp(server.url), await first.signUp(server.url)];
  await befriend(writer, first, nodes);
  const chatOfWriter = `u:${nodes[1]}`;
  chat = `u:${nodes[0]}`;
  let third = '';
  for (let number = 1; number < count; number += 1) {
    const messageId = await writer.send(chatOfWriter, `text ${number}`);
    if (number === 3) third = messageId;
  }
  await eventually(async () =>
    (await writer.messages(chatOfWriter)).every(({ delivery }) => delivery.state === 'sent'),
  );
  const answer = {
    conversationId: chatOfWriter,
    text: `text ${count}`,
    burnSeconds: null,
    replyToId: third,
    mentions: [],
  };
  valueOf(await writer.calls['messages.send'](answer));
  await eventually(() => hasAll(first));
  await first.dispose();
  valueOf(await reader.calls['account.signIn'](reader.credentials(server.url)));
  await reader.isOnline();
  await eventually(() => hasAll(reader));
}, 60_000);
afterAll(async () => {
  await writer.dispose();
  await reader.dispose();
  await server.stop();
});

const goTo = async (place: PlaceWish, limit = 20) =>
  valueOf(await reader.calls['messages.around']({ conversationId: chat, place, limit }));
const textsOf = (messages: Awaited<ReturnType<typeof goTo>>['messages']): readonly string[] =>
  messages.map(({ body }) => (body.kind === 'text' ? body.text : body.kind));

describe('a place far back in a chat', () => {
  it('C7: that an answer means is fetched from the server, and shown with what is around it', async () => {
    const known = await reader.messages(chat, 200);
    const answer = known.at(-1);
    expect(known.length).toBeLessThan(150);
    expect(answer?.quote).toMatchObject({ kind: 'missing' });
    const page = await goTo({ kind: 'answeredBy', messageId: answer?.messageId ?? '' });
    expect(textsOf(page.messages).slice(0, 4)).toEqual(['text 1', 'text 2', 'text 3', 'text 4']);
    expect(page.targetId).toBe(page.messages[2]?.messageId);
    expect(page.earlier).toBeNull();
    expect(page.later).toBeDefined();
  });

  it('C7: goes on downwards, page by page, to the newest', async () => {
    const [first] = (await goTo({ kind: 'time', atMs: 0 })).messages;
    let after = first?.sortKey;
    const texts: string[] = [];
    while (after !== undefined) {
      const request = { conversationId: chat, after, limit: 100 };
      const page = valueOf(await reader.calls['messages.pageBelow'](request));
      texts.push(...textsOf(page.messages));
      after = page.later;
    }
    expect(texts).toEqual(Array.from({ length: count - 1 }, (_, index) => `text ${index + 2}`));
  });

  it('C7: by a moment is the first message since; after everything the newest one', async () => {
    const all = await reader.messages(chat, 200);
    const wanted = all[40];
    const page = await goTo({ kind: 'time', atMs: wanted?.sentAtMs ?? 0 }, 40);
    expect(page.messages.some(({ messageId }) => messageId === wanted?.messageId)).toBe(true);
    expect((await goTo({ kind: 'time', atMs: 4e12 })).targetId).toBe(all.at(-1)?.messageId);
  });

  it('C7: of a message that is no more, or of another chat, is a refusal', async () => {
    const request = { conversationId: chat, limit: 20 };
    for (const place of [
      { kind: 'message', messageId: 'nobody' },
      { kind: 'answeredBy', messageId: 'nobody' },
      { kind: 'unread' },
    ] as const) {
      const answer = await reader.calls['messages.around']({ ...request, place });
      expect(answer).toEqual({ ok: false, failure: { code: 'messageNotFound' } });
    }
  });
});
