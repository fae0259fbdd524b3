import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedServer, type RunningServer } from '../../../main/embedded-server/start-server';
import type { BodyView, EncodingChoice } from '../../../preload/contract/views';
import { leftoversOf } from '../../e2e/support/leftovers';
import { png } from '../../support/pictures';
import { befriend, eventually, TestMessenger, valueOf } from '../../support/test-messenger';

const marker = 'picture-marker-4711-0815';
const picture = png({ width: 30, height: 20 }, marker);
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

  it('that burn are concealed, opened, covered and opened again, and gone on both sides at the end', async () => {
    await a.sendImage(chatOf(a), picture, 5);
    await becomes(b, 'burnConcealed');
    expect(await bytesOf(b)).toBe('alreadyGone');
    expect((await b.conversations())[0]?.preview).toEqual({ kind: 'burn' });
    await eventually(async () => (await only(a))?.delivery.state === 'sent');
    expect((await only(a))?.body).toMatchObject({ kind: 'burnOwn', content: image, isOpened: false });
    expect(await bytesOf(a)).toEqual(picture);

    const messageId = (await only(b))?.messageId ?? '';
    const { body } = valueOf(await b.calls['messages.reveal']({ messageId }));
    expect(body).toMatchObject({ kind: 'burnRevealed', content: image, seconds: 5 });
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
  });
});
