import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { BodyView } from '../../../preload/contract/message-views';
import type { EncodingChoice } from '../../../preload/contract/views';
import { leftoversOf } from '../../e2e/support/leftovers';
import { png } from '../../support/pictures';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const marker = 'picture-marker-4711-0815';
const picture = png({ width: 30, height: 20 }, marker);
const captionMarker = '题字标记四七一一';
const image = { kind: 'image', width: 30, height: 20 };

describe.each<[EncodingChoice, EncodingChoice]>([
  ['compact', 'json'],
  ['json', 'compact'],
])('pictures between two people, %s and %s', (encodingOfA, encodingOfB) => {
  let server: RunningServer;
  let a: TestMessenger;
  let b: TestMessenger;
  let nodes: [string, string];

  beforeEach(async () => {
    server = await startEmbeddedServer({ requestRate: 0, passwordCost: 1024 });
    a = new TestMessenger({ name: 'a', encoding: encodingOfA });
    b = new TestMessenger({ name: 'b', encoding: encodingOfB });
    nodes = [await a.signUp(server.url), await b.signUp(server.url)];
    await befriend(a, b, nodes);
  });
  afterEach(async () => {
    await a.dispose();
    await b.dispose();
    await server.stop();
  });

  const chatOf = (messenger: TestMessenger): string => `u:${messenger === a ? nodes[1] : nodes[0]}`;
  /** The one message of the chat. */
  const only = async (messenger: TestMessenger) => (await messenger.messages(chatOf(messenger)))[0];
  const becomes = (messenger: TestMessenger, kind: BodyView['kind']): Promise<void> =>
    eventually(async () => (await only(messenger))?.body.kind === kind);
  const bytesOf = async (messenger: TestMessenger): Promise<Uint8Array | string> => {
    const result = await messenger.calls['messages.image']({
      messageId: (await only(messenger))?.messageId ?? '',
    });
    return result.ok ? Uint8Array.from(result.value.bytes) : result.failure.code;
  };
  const leftovers = (): readonly string[] =>
    [a, b].flatMap(({ dataDirectory }) => leftoversOf(marker, dataDirectory));

  it('of one album arrive with one caption, which is found, previewed and quoted, and gone everywhere after its revoke', async () => {
    const albumId = '0b54c0de-7a0e-4a6f-9d8e-3f1f6f1d2c3b';
    await a.sendImage(chatOf(a), picture, { albumId });
    const messageId = await a.sendImage(chatOf(a), picture, { albumId, caption: captionMarker });
    await eventually(async () => (await b.messages(chatOf(b))).length === 2);
    await eventually(async () =>
      (await a.messages(chatOf(a))).every(({ delivery }) => delivery.state === 'sent'),
    );
    for (const messenger of [a, b]) {
      const bodies = (await messenger.messages(chatOf(messenger))).map(({ body }) => body);
      expect(bodies).toEqual([
        { ...image, albumId },
        { ...image, albumId, caption: captionMarker },
      ]);
      const [chat] = await messenger.conversations();
      expect(chat?.preview).toEqual({ kind: 'image', authorName: null, caption: captionMarker });
    }
    const hits = async (messenger: TestMessenger): Promise<number> => {
      const request = { text: '标记四七', conversationId: null, before: null, limit: 10 };
      return valueOf(await messenger.calls['messages.search'](request)).hits.length;
    };
    expect([await hits(a), await hits(b)]).toEqual([1, 1]);
    const received = (await b.messages(chatOf(b)))[1]?.messageId ?? '';
    const quote = async (): Promise<unknown> =>
      valueOf(await b.calls['messages.quote']({ messageId: received }));
    expect(await quote()).toMatchObject({ kind: 'image', caption: captionMarker });
    const traces = (): readonly string[] =>
      [a, b].flatMap(({ dataDirectory }) => leftoversOf(captionMarker, dataDirectory));
    expect(traces()).toHaveLength(2);

    valueOf(await a.calls['messages.revoke']({ messageId }));
    await eventually(async () => (await b.messages(chatOf(b)))[1]?.body.kind === 'revoked');
    await eventually(async () => (await a.messages(chatOf(a)))[1]?.body.kind === 'revoked');
    expect([await hits(a), await hits(b), traces()]).toEqual([0, 0, []]);
    expect(JSON.stringify([await quote(), await b.conversations()])).not.toContain(captionMarker);
    expect((await b.messages(chatOf(b)))[0]?.body).toEqual({ ...image, albumId });
  });

  it('arrive byte for byte, and are in no database any more after they were taken back', async () => {
    const messageId = await a.sendImage(chatOf(a), picture);
    await becomes(b, 'image');
    await eventually(async () => (await only(a))?.delivery.state === 'sent');
    for (const messenger of [a, b]) {
      expect((await only(messenger))?.body).toEqual(image);
      expect(await bytesOf(messenger)).toEqual(picture);
      expect((await messenger.conversations())[0]?.preview).toEqual({ kind: 'image', authorName: null });
    }
    // The search finds what is there; otherwise it proves nothing later.
    expect(leftovers()).toHaveLength(2);

    valueOf(await a.calls['messages.revoke']({ messageId }));
    await becomes(b, 'revoked');
    await becomes(a, 'revoked');
    expect([await bytesOf(a), await bytesOf(b)]).toEqual(['alreadyGone', 'alreadyGone']);
    expect((await only(a))?.body).toMatchObject({ byMe: true, reeditUntilMs: null });
    expect(leftovers()).toEqual([]);
  });

  it('are saved under a name of this app and copied, and what burns is neither, whoever asks', async () => {
    const saved: string[] = [];
    const copied: (readonly [number, number])[] = [];
    const c = new TestMessenger({
      name: 'c',
      encoding: encodingOfA,
      pictures: {
        save: ({ fileName, bytes }) => {
          saved.push(fileName);
          return Promise.resolve(bytes.length === picture.length);
        },
        copyAt: (x, y) => void copied.push([x, y]),
      },
    });
    try {
      const node = await c.signUp(server.url);
      await befriend(a, c, [nodes[0], node]);
      const plain = await c.sendImage(`u:${nodes[0]}`, picture);
      expect(valueOf(await c.calls['messages.savePicture']({ messageId: plain }))).toEqual({ isSaved: true });
      expect(saved[0]).toMatch(/^Tim \d{4}-\d{2}-\d{2} \d{2}\.\d{2}\.\d{2}\.png$/u);
      valueOf(await c.calls['messages.copyPicture']({ messageId: plain, x: 3, y: 4 }));
      expect(copied).toEqual([[3, 4]]);
      const burning = await c.sendImage(`u:${nodes[0]}`, picture, { burnSeconds: 30 });
      const refused = { ok: false, failure: { code: 'burnStaysHere' } };
      expect(await c.calls['messages.savePicture']({ messageId: burning })).toEqual(refused);
      expect(await c.calls['messages.copyPicture']({ messageId: burning, x: 3, y: 4 })).toEqual(refused);
      expect([saved.length, copied.length]).toEqual([1, 1]);
    } finally {
      await c.dispose();
    }
  });

  it('that burn are concealed, opened, covered and opened again, and gone on both sides at the end', async () => {
    await a.sendImage(chatOf(a), picture, { burnSeconds: 5, caption: captionMarker });
    await becomes(b, 'burnConcealed');
    expect(await bytesOf(b)).toBe('alreadyGone');
    expect((await b.conversations())[0]?.preview).toEqual({ kind: 'burn' });
    await eventually(async () => (await only(a))?.delivery.state === 'sent');
    const captioned = { ...image, caption: captionMarker };
    expect((await only(a))?.body).toMatchObject({ kind: 'burnOwn', content: captioned, isOpened: false });
    expect(JSON.stringify(await only(b))).not.toContain(captionMarker);
    expect(await bytesOf(a)).toEqual(picture);

    const messageId = (await only(b))?.messageId ?? '';
    const { body } = valueOf(await b.calls['messages.reveal']({ messageId }));
    expect(body).toMatchObject({ kind: 'burnRevealed', content: captioned, seconds: 5 });
    expect(b.messenger.isShowingSecrets()).toBe(true);
    expect(await bytesOf(b)).toEqual(picture);

    b.messenger.cover();
    expect(b.messenger.isShowingSecrets()).toBe(false);
    const expiresAtMs = body.kind === 'burnRevealed' ? body.expiresAtMs : null;
    expect((await only(b))?.body).toEqual({ kind: 'burnConcealed', seconds: 5, expiresAtMs });
    expect(await bytesOf(b)).toBe('alreadyGone');
    const again = valueOf(await b.calls['messages.reveal']({ messageId }));
    expect(again.body).toMatchObject({ kind: 'burnRevealed', expiresAtMs });

    await eventually(async () => {
      const own = (await only(a))?.body;
      return own?.kind === 'burnOwn' && own.isOpened;
    });
    await becomes(b, 'burned');
    await becomes(a, 'burned');
    expect([await bytesOf(a), await bytesOf(b)]).toEqual(['alreadyGone', 'alreadyGone']);
    expect(b.messenger.isShowingSecrets()).toBe(false);
    // A window shows nothing of it from the very millisecond on; the erasing comes right after.
    await eventually(() => leftovers().length === 0);
    expect([a, b].flatMap(({ dataDirectory }) => leftoversOf(captionMarker, dataDirectory))).toEqual([]);
  });
});
