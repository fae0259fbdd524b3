import { describe, expect, it } from 'vitest';
import { maxReceivedImageBytes } from '../../../main/domain/image';
import { toNodeId } from '../../../main/domain/ids';
import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import {
  toDomainEvents,
  toMessageFrame,
  toOpenedFrame,
  type OutgoingFrame,
  type OutgoingMessage,
} from '../../../main/protocol/mapper';
import { fromKept } from '../../../main/protocol/message-contents';
import type { TimMessage } from '../../../main/protocol/packets';
import { isMessage } from '../../support/raw-peer';
import { padded, png } from '../../support/pictures';
import { midOf, peer, self } from '../../support/test-core';

const encodings = ['compact', 'json'] as const;
type Encoding = (typeof encodings)[number];

const picture = png({ width: 30, height: 20 });
const image = {
  kind: 'image',
  info: { mediaType: 'image/png', width: 30, height: 20 },
  bytes: picture,
} as const;
const album = '0b54c0de-7a0e-4a6f-9d8e-3f1f6f1d2c3b';
const burnTerms = { seconds: 10, maxUnreadSeconds: 60 };
const user = { kind: 'user', node: peer } as const;
const room = { kind: 'room', node: toNodeId('room') } as const;

const draft = (change: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  to: user,
  viaRoom: null,
  cid: 'c',
  clientId: 3n,
  content: { kind: 'image', bytes: picture, caption: null, albumId: null },
  replyTo: null,
  mentions: [],
  burnTerms: null,
  ...change,
});

/** The packet as the server gets it. */
function travelled({ type, packet }: OutgoingFrame, encoding: Encoding): TimMessage {
  const bytes = encodeFrame({ type, packet }, { from: 'client', encoding });
  const frame = decodeFrame(bytes, { from: 'client', encoding });
  if (!isMessage(frame)) throw new Error('no message');
  return frame.packet;
}

const only = (packet: TimMessage) => {
  const [event, ...more] = toDomainEvents(packet, { self, source: 'live' });
  expect(more).toEqual([]);
  return event;
};
const arriving = (change: Partial<TimMessage>): TimMessage => ({
  msType: 2,
  odType: 1,
  mid: 7n,
  fromTid: { node: 'peer' },
  toTid: { node: 'self' },
  timestamp: 5n,
  dataString: 'notice',
  ...change,
});
const unsupported = { content: { kind: 'unsupported', text: 'notice' }, burnTerms: null };
const burn = { v: '1', burn: '10', burnmax: '60' };

describe.each(encodings)('a picture in %s', (encoding) => {
  it.each([
    ['a friend', user],
    ['a room', room],
  ])('to %s comes back byte for byte', (_name, to) => {
    const packet = travelled(toMessageFrame(draft({ to })), encoding);
    expect(packet.dataString).toContain('Picture');
    const echo = { ...packet, fromTid: { node: 'self' }, mid: 12n, timestamp: 1n };
    expect(only(echo)).toMatchObject({ cid: 'c', isMine: true, content: image, burnTerms: null });
  });

  it('that burns comes back with its terms, and lies where other clients show nothing', () => {
    const packet = travelled(toMessageFrame(draft({ burnTerms })), encoding);
    expect(packet.dataString).toContain('阅后即焚');
    const { extra, ...visible } = packet;
    expect(extra?.['body']).toEqual(picture);
    expect(Object.values(visible).filter((value) => value instanceof Uint8Array)).toEqual([]);
    const echo = { ...packet, fromTid: { node: 'self' }, mid: 12n, timestamp: 1n };
    expect(only(echo)).toMatchObject({ content: image, burnTerms });
  });

  it('comes with its caption and its album, and other clients have the caption beside their notice', () => {
    const content = { kind: 'image', bytes: picture, caption: '两只猫', albumId: album } as const;
    const packet = travelled(toMessageFrame(draft({ content })), encoding);
    expect(packet).toMatchObject({ dataString: '[图片 · Picture] 两只猫', extend: { album } });
    const echo = { ...packet, fromTid: { node: 'self' }, mid: 12n, timestamp: 1n };
    expect(only(echo)).toMatchObject({ content: { ...image, caption: '两只猫', albumId: album } });
  });

  it('that burns has its caption where other clients show nothing', () => {
    const content = { kind: 'image', bytes: picture, caption: '两只猫', albumId: null } as const;
    const packet = travelled(toMessageFrame(draft({ content, burnTerms })), encoding);
    const { extra, ...visible } = packet;
    expect(JSON.stringify({ ...visible, id: null })).not.toContain('两只猫');
    expect(new TextDecoder().decode(extra?.['caption'])).toBe('两只猫');
    const echo = { ...packet, fromTid: { node: 'self' }, mid: 12n, timestamp: 1n };
    expect(only(echo)).toMatchObject({ content: { ...image, caption: '两只猫' }, burnTerms });
  });

  it('leaves the news of its opening as a word of one-to-one chats that names the message', () => {
    const packet = travelled(toOpenedFrame({ to: user, mid: midOf(9n), clientId: 4n }), encoding);
    expect(packet).toMatchObject({ odType: 32, msType: 2, id: 4n, extend: { mid: '9', v: '1' } });
    expect([packet.dataString ?? '', packet.dataBinary, packet.extra]).toEqual(['', undefined, undefined]);
    const news = { ...packet, fromTid: { node: 'peer' }, toTid: { node: 'self' }, mid: 0n };
    expect(only(news)).toEqual({ kind: 'messageOpened', conversation: user, by: peer, claimedMid: 9n });
  });
});

describe('a picture of a stranger', () => {
  const contentOf = (change: Partial<TimMessage>) => {
    const event = only(arriving(change));
    if (event?.kind !== 'messageReceived') throw new Error('no message');
    return { content: event.content, burnTerms: event.burnTerms };
  };

  it.each<[string, Partial<TimMessage>]>([
    ['without bytes', { udtype: 1001 }],
    ['of no bytes', { udtype: 1001, dataBinary: new Uint8Array() }],
    ['that is none', { udtype: 1001, dataBinary: new TextEncoder().encode('<svg/>') }],
    ['that is too large', { udtype: 1001, dataBinary: padded(picture, maxReceivedImageBytes + 1) }],
    ['that claims too many pixels', { udtype: 1001, dataBinary: png({ width: 16_000, height: 16_000 }) }],
    ['that burns and is none', { udtype: 1001, extend: burn, extra: { body: Uint8Array.of(1, 2) } }],
    [
      'that burns and is three megabytes large',
      { udtype: 1001, extend: burn, extra: { body: padded(picture, 3 * 1024 * 1024) } },
    ],
    ['that burns, without a body', { udtype: 1001, extend: burn }],
  ])('%s is a notice that does not burn', (_name, change) => {
    expect(contentOf(change)).toEqual(unsupported);
  });

  it.each<[string, Partial<TimMessage>, object | null]>([
    ['of a kind that nobody knows', { udtype: 4711, dataBinary: picture }, null],
    [
      'of a kind that nobody knows, that burns',
      { udtype: 4711, extend: burn, extra: { body: picture } },
      { seconds: 10, maxUnreadSeconds: 60 },
    ],
    ['of a newer version', { udtype: 1001, dataBinary: picture, extend: { v: '2' } }, null],
  ])('%s is kept as it came, and burns in time where it is meant to', (_name, change, burnTerms) => {
    const { content, ...rest } = contentOf(change);
    expect(rest).toEqual({ burnTerms });
    const kept = content.kind === 'unreadable' ? fromKept(content.kept) : null;
    expect(kept).toMatchObject(change);
  });

  it.each<[string, string, object]>([
    ['of white space', ' \n ', {}],
    ['that is longer than any of ours', '🐈'.repeat(600), { caption: '🐈'.repeat(512), isCut: true }],
    ['of half a megabyte', 'x'.repeat(500_000), { caption: 'x'.repeat(1_024), isCut: true }],
  ])('with a caption %s keeps what can be kept, and says so', (_name, caption, kept) => {
    const extra = { caption: new TextEncoder().encode(caption) };
    expect(contentOf({ udtype: 1001, dataBinary: picture, extra }).content).toEqual({ ...image, ...kept });
  });

  it.each(['', 'x', 'x'.repeat(10_000), `${album}\n`])('is of no album that is called %j', (name) => {
    const message = { udtype: 1001, dataBinary: picture, extend: { album: name } };
    expect(contentOf(message).content).toEqual(image);
  });

  it('may be as large as the limit', () => {
    const bytes = padded(picture, maxReceivedImageBytes);
    const { content } = contentOf({ udtype: 1001, dataBinary: bytes });
    expect(content.kind === 'image' && content.bytes.length).toBe(maxReceivedImageBytes);
  });

  it('burns nothing in a room: what lies open is shown, what is hidden stays hidden', () => {
    const inRoom = { msType: 3, roomTid: { node: 'room' }, udtype: 1001, extend: burn };
    expect(contentOf({ ...inRoom, dataBinary: picture })).toEqual({ content: image, burnTerms: null });
    expect(contentOf({ ...inRoom, extra: { body: picture } })).toEqual(unsupported);
  });

  it('is no picture when it does not say so: the bytes beside a text are left alone', () => {
    expect(contentOf({ dataBinary: picture }).content).toEqual({ kind: 'text', text: 'notice' });
  });
});

describe('news of an opening', () => {
  const opened = (change: Partial<TimMessage>) =>
    toDomainEvents(arriving({ odType: 32, extend: { mid: '9', v: '1' }, ...change }), {
      self,
      source: 'offline',
    });

  it('is believed by the number in our field alone, because the server overwrites the other', () => {
    expect(opened({ mid: 8n })).toMatchObject([{ claimedMid: 9n }]);
    expect(opened({ mid: 8n, extend: {} })).toMatchObject([{ claimedMid: null }]);
    expect(opened({ extend: { mid: '-9' } })).toMatchObject([{ claimedMid: null }]);
  });

  it('means nothing in a room, or from nobody', () => {
    expect(opened({ msType: 3, roomTid: { node: 'room' } })).toEqual([]);
    expect(opened({ fromTid: { node: '' } })).toEqual([]);
  });

  it('of our own belongs to the chat with its receiver', () => {
    expect(opened({ fromTid: { node: 'self' }, toTid: { node: 'peer' } })).toMatchObject([
      { by: self, conversation: user },
    ]);
  });
});
