import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxSentLargeImageBytes } from '../../../main/domain/image';
import type { MessageId } from '../../../main/domain/ids';
import { revokeMessage } from '../../../main/messaging/revoke-message';
import { sendMessage } from '../../../main/messaging/send-message';
import { movingGif } from '../../support/moving-pictures';
import { padded, png } from '../../support/pictures';
import { chat, room, TestCore } from '../../support/test-core';

let core: TestCore;
beforeEach(() => {
  core = new TestCore();
});
afterEach(() => {
  core.dispose();
});

const picture = png({ width: 30, height: 20 });
const send = (bytes: Uint8Array, burnSeconds: number | null = null, conversationId = chat) =>
  sendMessage(
    { conversationId, content: { kind: 'image', bytes }, burnSeconds, replyToId: null, mentions: [] },
    core.messaging,
  );
const sent = (...request: Parameters<typeof send>): MessageId => {
  const outcome = send(...request);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};
const refused = (code: string) => ({ ok: false, code });

describe('sending a picture', () => {
  it('stores its bytes as they are, and what they say of themselves', () => {
    const id = sent(picture);
    expect(core.message(id)).toMatchObject({
      contentKind: 'image',
      text: null,
      image: { mediaType: 'image/png', width: 30, height: 20 },
      replyTo: null,
      mentions: [],
      burnTerms: null,
      delivery: 'pending',
    });
    expect(core.store.messages.attachmentOf(id)).toEqual(Buffer.from(picture));
    expect(core.store.outbox.head()).toMatchObject({ kind: 'send', messageId: id });
  });

  it('works in rooms, and burning with a friend', () => {
    expect(core.message(sent(picture, null, room)).contentKind).toBe('image');
    expect(core.message(sent(picture, 10)).burnTerms).toMatchObject({ seconds: 10 });
    expect(send(picture, 10, room)).toEqual(refused('burnNotInRooms'));
  });

  it('takes what goes with it along, and its album unless it burns', () => {
    const albumId = '0b54c0de-7a0e-4a6f-9d8e-3f1f6f1d2c3b';
    const withCaption = (caption: string, burnSeconds: number | null) =>
      sendMessage(
        {
          conversationId: chat,
          content: { kind: 'image', bytes: picture, caption, albumId },
          burnSeconds,
          replyToId: null,
          mentions: [],
        },
        core.messaging,
      );
    const [plain, blank, burning] = [
      withCaption('两只猫', null),
      withCaption(' ', null),
      withCaption('秘密', 10),
    ];
    const message = (outcome: typeof plain) => core.message(outcome.ok ? outcome.value : expect.fail());
    expect(message(plain)).toMatchObject({ text: '两只猫', albumId });
    expect(message(blank)).toMatchObject({ text: null, albumId });
    expect(message(burning)).toMatchObject({ text: '秘密', albumId: null });
    expect(withCaption('x'.repeat(1_025), null)).toEqual(refused('textTooLong'));
  });

  it('T43: that moves and would keep a computer busy is refused in words', () => {
    const size = { width: 7_000, height: 7_000 };
    expect(send(movingGif({ ...size, frames: 2 }))).toEqual(refused('animationTooLarge'));
    expect(send(movingGif({ width: 320, height: 240, frames: 20 }))).toMatchObject({ ok: true });
  });

  it('is possible up to the limit, and not a byte beyond', () => {
    expect(send(padded(picture, maxSentLargeImageBytes))).toMatchObject({ ok: true });
    expect(send(padded(picture, maxSentLargeImageBytes + 1))).toEqual(refused('imageTooLarge'));
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('hello')],
    ['a drawing that can hold programs', new TextEncoder().encode('<svg width="1" height="1"/>')],
    ['what no window can paint', png({ width: 16_000, height: 16_000 })],
  ])('refuses %s, and stores nothing', (_name, bytes) => {
    expect(send(bytes)).toEqual(refused('imageUnreadable'));
    expect([core.store.outbox.head(), core.store.messages.newest(chat), core.enqueued]).toEqual([
      null,
      null,
      0,
    ]);
  });

  it('that never left is withdrawn with its bytes, and there is no text to write anew', () => {
    const id = sent(picture);
    expect(revokeMessage(id, core.messaging)).toMatchObject({ ok: true });
    expect(core.message(id)).toMatchObject({ contentState: 'withdrawn', image: null });
    expect(core.store.messages.attachmentOf(id)).toBeNull();
    expect(core.messaging.reedits.draftOf(id)).toBeNull();
  });
});
