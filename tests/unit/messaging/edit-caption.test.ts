import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maxCaptionLength } from '../../../main/domain/message';
import type { MessageId } from '../../../main/domain/ids';
import { editableText, editMessage } from '../../../main/messaging/edit-message';
import { sendMessage, type SendRequest } from '../../../main/messaging/send-message';
import { FrameType } from '../../../main/protocol/packet-types';
import { png } from '../../support/pictures';
import { chat, midOf, received, self } from '../../support/test-core';
import { TestOutbox } from '../../support/test-outbox';

let lane: TestOutbox;
beforeEach(() => {
  lane = new TestOutbox();
});
afterEach(() => {
  lane.dispose();
});

const refused = (code: string) => ({ ok: false, code });
const bytesOf = (mark: string): Uint8Array => png(undefined, mark);

function send(
  mark: string,
  { caption, albumId, ...change }: Partial<SendRequest> & { caption?: string; albumId?: string } = {},
): MessageId {
  const words = {
    ...(caption === undefined ? {} : { caption }),
    ...(albumId === undefined ? {} : { albumId }),
  };
  const outcome = sendMessage(
    {
      conversationId: chat,
      content: { kind: 'image', bytes: bytesOf(mark), ...words },
      burnSeconds: null,
      replyToId: null,
      mentions: [],
      ...change,
    },
    lane.core.messaging,
  );
  lane.outbox.pump();
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}

/** The same, and the server has it. */
function delivered(mark: string, mid: bigint, change: Parameters<typeof send>[1] = {}): MessageId {
  const id = send(mark, change);
  lane.core.pipeline.apply([lane.core.echo(id, mid, { sentAtNs: lane.core.message(id).sortNs })]);
  lane.outbox.settled();
  return id;
}

const attempt = (messageId: MessageId, text: string) =>
  editMessage({ messageId, text, mentions: [] }, lane.core.messaging);
function edit(messageId: MessageId, text: string): MessageId {
  const outcome = attempt(messageId, text);
  lane.outbox.pump();
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
}
const shown = (id: MessageId) => {
  const { text, albumId, contentState, replaces } = lane.core.message(id);
  return { text, albumId, contentState, replaces };
};
/** Everything of the chat that is there, by its picture and words, in its order. */
const standing = () =>
  [...lane.core.store.messages.page(chat, null, { limit: 100 })]
    .reverse()
    .filter(({ contentState, pendingOperation }) => contentState === 'present' && pendingOperation === null)
    .map(({ messageId, text }) => [
      Buffer.from(lane.core.store.messages.attachmentOf(messageId) ?? []).includes('first')
        ? 'first'
        : 'second',
      text,
    ]);

describe('editing what goes with a picture', () => {
  it('takes the picture back and says it again with other words, from the bytes that are here, with what it answers', () => {
    lane.core.pipeline.apply([received(1n)]);
    const replyToId = lane.core.byMid(1n).messageId;
    const old = delivered('first', 2n, { caption: 'a hoilday', replyToId });
    expect(editableText(old, lane.core.messaging)).toEqual({
      ok: true,
      value: { text: 'a hoilday', mentions: [], isCaption: true },
    });
    const id = edit(old, 'a holiday');
    expect(lane.sent.at(-1)?.type).toBe(FrameType.revoke);
    lane.echoRevoke(2n);
    const { packet } = lane.sent.at(-1) ?? {};
    expect(packet).toMatchObject({ udtype: 1001, extend: { ed: '2', re: '1', cid: id } });
    expect(Buffer.from(packet?.dataBinary ?? []).includes('first')).toBe(true);
    expect(shown(old)).toMatchObject({ text: null, contentState: 'revoked' });
    expect(shown(id)).toMatchObject({ text: 'a holiday', replaces: 2n });
    expect(lane.core.files.decryptedPages().includes('hoilday')).toBe(false);
  });

  it('gives words to a picture that had none, and takes all of them away', () => {
    const old = delivered('first', 1n);
    const id = edit(old, 'words');
    lane.echoRevoke(1n);
    lane.echo(id, 2n);
    const bare = edit(id, '');
    lane.echoRevoke(2n);
    expect(shown(bare)).toMatchObject({ text: null, contentState: 'present' });
    expect(standing()).toEqual([['first', null]]);
  });

  it('that changes nothing does nothing, and words that are too long are refused', () => {
    const old = delivered('first', 1n, { caption: 'as it is' });
    expect(attempt(old, 'as it is')).toEqual({ ok: true, value: old });
    expect(attempt(old, 'x'.repeat(maxCaptionLength + 1))).toEqual(refused('textTooLong'));
    expect(lane.sent).toHaveLength(1);
  });

  it('is refused for what burns, what was forwarded, and what others sent', () => {
    const burning = delivered('first', 1n, { caption: 'hot', burnSeconds: 10 });
    const passedOn = delivered('first', 2n, { caption: 'theirs', forwardedFrom: 'Wang' });
    lane.core.pipeline.apply([received(3n)]);
    expect(attempt(burning, 'x')).toEqual(refused('cannotEdit'));
    expect(attempt(passedOn, 'x')).toEqual(refused('cannotEdit'));
    expect(attempt(lane.core.byMid(3n).messageId, 'x')).toEqual(refused('notTheAuthor'));
  });

  it('of what never left sends the new words alone', () => {
    lane.isOnline = false;
    const old = send('first', { caption: 'old' });
    const id = edit(old, 'new');
    lane.isOnline = true;
    lane.outbox.pump();
    expect(lane.sent).toHaveLength(1);
    expect([shown(old).contentState, shown(id).text]).toEqual(['withdrawn', 'new']);
  });
});

describe('editing what goes with an album', () => {
  const album = (): readonly [MessageId, MessageId] => [
    delivered('first', 1n, { albumId: 'album' }),
    delivered('second', 2n, { albumId: 'album', caption: 'old words' }),
  ];

  it('says all of it again, in its order and as one album, whichever picture was pointed at, also when others spoke since', () => {
    const [first, second] = album();
    lane.core.pipeline.apply([received(3n)]);
    expect(editableText(first, lane.core.messaging)).toMatchObject({
      ok: true,
      value: { text: 'old words' },
    });
    const id = edit(first, 'new words');
    for (const mid of [1n, 2n]) lane.echoRevoke(mid);
    expect([shown(first).contentState, shown(second).contentState]).toEqual(['revoked', 'revoked']);
    const pictures = lane.core.store.messages
      .page(chat, null, { limit: 2 })
      .map(({ messageId, albumId, replaces }) => ({ messageId, albumId, replaces }));
    expect(pictures.map(({ replaces }) => replaces)).toEqual([2n, 1n]);
    expect(pictures[0]?.messageId).toBe(id);
    expect(new Set(pictures.map(({ albumId }) => albumId)).size).toBe(1);
    expect(pictures[0]?.albumId).not.toBe('album');
    expect(standing().slice(-2)).toEqual([
      ['first', null],
      ['second', 'new words'],
    ]);
    expect(lane.core.files.decryptedPages().includes('old words')).toBe(false);
  });

  it('is all or nothing: one picture that cannot be taken back any more keeps the others', () => {
    const [, second] = album();
    lane.core.revokeWindowSeconds = 120;
    lane.core.clock.advance(200_000);
    const late = delivered('first', 9n, { albumId: 'album' });
    expect(attempt(late, 'x')).toEqual(refused('revokeWindowOver'));
    expect(shown(second).text).toBe('old words');
  });

  it('leaves alone what another one sent under the same name, and what is gone', () => {
    const [first] = album();
    lane.core.pipeline.apply([
      received(3n, {
        content: {
          kind: 'image',
          info: { mediaType: 'image/png', width: 4, height: 4 },
          bytes: bytesOf('theirs'),
          albumId: 'album',
        },
      }),
    ]);
    lane.revoke(first);
    lane.echoRevoke(1n);
    const second = lane.core.byMid(2n).messageId;
    edit(second, 'alone now');
    expect(lane.core.byMid(3n)).toMatchObject({ contentState: 'present', albumId: 'album' });
    expect(lane.core.store.messages.newest(chat)).toMatchObject({
      replaces: midOf(2n),
      albumId: null,
      author: self,
    });
  });
});
