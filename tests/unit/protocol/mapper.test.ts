import { describe, expect, it } from 'vitest';
import { toNodeId } from '../../../main/domain/ids';
import type { EventSource } from '../../../main/domain/domain-event';
import { toDomainEvents, toEraseFrame, toMessageFrame } from '../../../main/protocol/mapper';
import type { TimMessage } from '../../../main/protocol/packets';
import { midOf, peer, self } from '../../support/test-core';

const me = { node: 'self' };
const them = { node: 'peer' };
const from: TimMessage = {
  msType: 2,
  odType: 1,
  mid: 7n,
  fromTid: them,
  toTid: me,
  timestamp: 5n,
  dataString: 'hi',
};
const to: TimMessage = { ...from, fromTid: me, toTid: them };
const inRoom: TimMessage = { ...from, msType: 3, roomTid: { node: 'room' } };
const body = new TextEncoder().encode('secret');
const burn = { cid: 'c', v: '1', burn: '10', burnmax: '60' };

const events = (packet: TimMessage, source: EventSource = 'live') => toDomainEvents(packet, { self, source });
const only = (packet: TimMessage) => {
  const [event, ...more] = events(packet);
  expect(more).toEqual([]);
  return event;
};
const contentOf = (change: Partial<TimMessage>) => {
  const event = only({ ...from, ...change });
  if (event?.kind !== 'messageReceived') return event;
  return { content: event.content, burnTerms: event.burnTerms };
};

describe('a message', () => {
  it('of the peer belongs to the chat with its author', () => {
    expect(only({ ...from, extend: { cid: 'c' } })).toEqual({
      kind: 'messageReceived',
      conversation: { kind: 'user', node: 'peer' },
      author: 'peer',
      isMine: false,
      viaRoom: null,
      cid: 'c',
      mid: 7n,
      sentAtNs: 5n,
      content: { kind: 'text', text: 'hi' },
      replyTo: null,
      mentions: [],
      burnTerms: null,
      source: 'live',
      isNews: true,
    });
  });

  it('of our own belongs to the chat with its receiver', () => {
    expect(only(to)).toMatchObject({ conversation: { node: 'peer' }, author: 'self', isMine: true });
  });

  it('through a room belongs to the chat with its author, and says through which', () => {
    const viaRoom = { ...from, roomTid: { node: 'room' } };
    expect(only(viaRoom)).toMatchObject({ conversation: { kind: 'user', node: 'peer' }, viaRoom: 'room' });
    expect(only({ ...viaRoom, msType: 3 })).toMatchObject({
      conversation: { kind: 'room', node: 'room' },
      viaRoom: null,
    });
    expect(only({ ...from, roomTid: { node: '' } })).toMatchObject({ viaRoom: null });
  });

  it.each([
    [from, false],
    [{ ...to, toTid: undefined }, true],
  ])('in a room belongs to the room, whoever wrote it', (packet, isMine) => {
    const message = { ...inRoom, fromTid: packet.fromTid! };
    expect(only(message)).toMatchObject({ conversation: { kind: 'room', node: 'room' }, isMine });
  });

  it('keeps the door through which it came', () => {
    expect(events(from, 'offline')[0]).toMatchObject({ source: 'offline' });
    expect(events(from, 'history')[0]).toMatchObject({ source: 'history' });
  });

  it.each<[string, Partial<TimMessage>]>([
    ['without an author', { fromTid: { node: '' } }],
    ['of our own without a receiver', { fromTid: me, toTid: { node: '' } }],
    ['without a number', { mid: 0n }],
    ['with a negative number', { mid: -7n }],
    ['of a room without the room', { msType: 3 }],
    ['of an unknown kind', { odType: 99 }],
    ['of a stream', { odType: 5 }],
    ['of kind 0', { odType: 0 }],
  ])('means nothing %s', (_name, change) => {
    expect(events({ ...from, ...change })).toEqual([]);
  });

  it('with a time before 1970 has none', () => {
    expect(only({ ...from, timestamp: -1n })).toMatchObject({ sentAtNs: 0n });
    const { timestamp, ...timeless } = from;
    expect(timestamp).toBe(5n);
    expect(only(timeless)).toMatchObject({ sentAtNs: 0n });
  });

  it.each([
    ['', null],
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(65), null],
  ])('has the cid of its author when that is one: %j', (cid, expected) => {
    expect(only({ ...from, extend: { cid } })).toMatchObject({ cid: expected });
  });

  const burnTerms = { seconds: 10, maxUnreadSeconds: 60 };
  const ofNewerClient = { kind: 'unreadable', reason: 'newerClient', kept: expect.any(Uint8Array) };
  it.each<[string, Partial<TimMessage>, object, object?]>([
    ['text', {}, { kind: 'text', text: 'hi' }],
    ['text of our version', { extend: { v: '1' } }, { kind: 'text', text: 'hi' }],
    ['a newer version', { extend: { v: '2' } }, ofNewerClient],
    ['a kind that a newer client may know', { udtype: 1099 }, ofNewerClient],
    ['a picture', { udtype: 1001 }, { kind: 'unsupported', text: 'hi' }],
    ['nothing', { dataString: '' }, { kind: 'unsupported', text: '' }],
    ['a burn message', { extend: burn, extra: { body } }, { kind: 'text', text: 'secret' }, burnTerms],
    [
      'senseless burn terms',
      { extend: { burn: 'x' }, extra: { body } },
      { kind: 'text', text: 'secret' },
      { seconds: 10, maxUnreadSeconds: 604_800 },
    ],
    [
      'a burn message of a newer version',
      { extend: { ...burn, v: '2' }, extra: { body } },
      ofNewerClient,
      burnTerms,
    ],
    ['burn terms without a body: the notice is all there is', { extend: burn }, { kind: 'text', text: 'hi' }],
    [
      'burn terms in a room, where nothing burns',
      { ...inRoom, extend: burn, extra: { body } },
      { kind: 'text', text: 'hi' },
    ],
    ['a body without burn terms', { extra: { body } }, { kind: 'text', text: 'hi' }],
    [
      'a body that is no text',
      { extend: burn, extra: { body: Uint8Array.of(0xff, 0x41) } },
      { kind: 'text', text: '\ufffdA' },
      burnTerms,
    ],
  ])('holds %s', (_name, change, content, terms) => {
    expect(contentOf(change)).toEqual({ content, burnTerms: terms ?? null });
  });
});

describe('a revoke or burn', () => {
  const revoke: TimMessage = { ...from, odType: 2, extend: { mid: '7' } };

  it.each([
    [
      {},
      {
        kind: 'messageRevoked',
        by: 'peer',
        isMine: false,
        mid: 7n,
        claimedMid: 7n,
        conversation: { kind: 'user', node: 'peer' },
      },
    ],
    [{ odType: 3 }, { kind: 'messageBurned', by: 'peer' }],
    [
      { fromTid: me, toTid: them },
      { by: 'self', isMine: true, conversation: { node: 'peer' } },
    ],
    [
      { msType: 3, roomTid: { node: 'room' } },
      { conversation: { kind: 'room', node: 'room' }, by: 'peer' },
    ],
    [{ mid: 0n }, { mid: null, claimedMid: 7n }],
    [{ extend: {} }, { mid: 7n, claimedMid: null }],
    [
      { mid: 0n, extend: {} },
      { mid: null, claimedMid: null },
    ],
  ])('names its target (%#)', (change, expected) => {
    expect(only({ ...revoke, ...change })).toMatchObject(expected);
  });

  it.each(['', '0', '-7', '7n', ' 7', '7.0', '0x7', '9223372036854775808', '9'.repeat(20), '७'])(
    'does not believe a number that is none: %j',
    (mid) => {
      expect(only({ ...revoke, extend: { mid } })).toMatchObject({ claimedMid: null });
    },
  );

  it('takes the largest number there is', () => {
    expect(only({ ...revoke, extend: { mid: '9223372036854775807' } })).toMatchObject({
      claimedMid: 2n ** 63n - 1n,
    });
  });

  it('without an author or a chat means nothing', () => {
    expect(events({ ...revoke, fromTid: { node: '' } })).toEqual([]);
    expect(events({ ...revoke, msType: 3 })).toEqual([]);
  });
});

describe('a business message', () => {
  const business = (bnType: number, change: Partial<TimMessage> = {}) =>
    events({ msType: 2, odType: 4, bnType, fromTid: them, toTid: me, ...change });

  it('asks to be friends', () => {
    expect(business(4, { dataString: '你好' })).toEqual([
      { kind: 'friendRequested', node: 'peer', greeting: '你好' },
    ]);
    expect(business(4)).toMatchObject([{ greeting: '' }]);
  });

  it('of our own, or of nobody, asks nothing', () => {
    expect(business(4, { fromTid: me })).toEqual([]);
    expect(business(4, { fromTid: { node: '' } })).toEqual([]);
  });

  it.each([5, 7])('only hints at the roster: %i', (bnType) => {
    expect(business(bnType)).toEqual([{ kind: 'rosterHinted', endedBy: null }]);
  });

  it('hints at the roster and names who ended what there was', () => {
    expect(business(6)).toEqual([{ kind: 'rosterHinted', endedBy: 'peer' }]);
    expect(business(6, { fromTid: { node: '' } })).toEqual([{ kind: 'rosterHinted', endedBy: null }]);
  });

  it.each([
    [10, 'admitted'],
    [11, 'rejected'],
    [12, 'pulled'],
    [13, 'removed'],
  ])('only hints at rooms, and says who said so: %i', (bnType, news) => {
    const hint = { kind: 'roomsHinted', news, by: 'peer' };
    expect(business(bnType, { roomTid: { node: 'room' } })).toEqual([{ ...hint, room: 'room' }]);
    expect(business(bnType)).toEqual([{ ...hint, room: null }]);
  });

  it.each([0, 1, 9, 16, 99, -1])('of another kind means nothing: %i', (bnType) => {
    expect(business(bnType)).toEqual([]);
  });
});

describe('what goes out', () => {
  const user = { kind: 'user', node: peer } as const;
  const room = { kind: 'room', node: toNodeId('room') } as const;
  const draft = {
    to: user,
    viaRoom: null,
    cid: 'c',
    clientId: 3n,
    content: { kind: 'text', text: '好' },
    replyTo: null,
    mentions: [],
    burnTerms: null,
  } as const;

  it('is a text with our id and version', () => {
    expect(toMessageFrame(draft)).toEqual({
      type: 90,
      packet: { msType: 2, odType: 1, id: 3n, toTid: them, dataString: '好', extend: { cid: 'c', v: '1' } },
    });
  });

  it('names the room through which it goes', () => {
    const { packet } = toMessageFrame({ ...draft, viaRoom: room.node });
    expect(packet).toMatchObject({ msType: 2, toTid: them, roomTid: { node: 'room' } });
  });

  it('is a burn message whose text is in the body only', () => {
    const { packet } = toMessageFrame({
      ...draft,
      content: { kind: 'text', text: 'secret 秘密' },
      burnTerms: { seconds: 10, maxUnreadSeconds: 60 },
    });
    expect(packet.extend).toEqual(burn);
    expect(new TextDecoder().decode(packet.extra?.['body'])).toBe('secret 秘密');
    expect(packet.dataString).not.toMatch(/secret|秘密/u);
    expect(packet.dataString).toContain('阅后即焚');
  });

  it('names what it answers by number alone', () => {
    const { packet } = toMessageFrame({ ...draft, replyTo: midOf(41n) });
    expect(packet.extend).toEqual({ cid: 'c', v: '1', re: '41' });
    expect(only({ ...packet, fromTid: me, mid: 42n, timestamp: 1n })).toMatchObject({ replyTo: 41n });
  });

  it.each(['', '0', '-1', '4.2', 'x', '9'.repeat(20)])('answers nothing when a peer names “%s”', (re) => {
    const { packet } = toMessageFrame(draft);
    const answer = { ...packet, fromTid: me, mid: 42n, timestamp: 1n, extend: { ...packet.extend, re } };
    expect(only(answer)).toMatchObject({ kind: 'messageReceived', replyTo: null });
  });

  it('calls people in a room, and in rooms alone', () => {
    const mentions = [toNodeId('a'), toNodeId('b')];
    const { packet } = toMessageFrame({ ...draft, to: room, mentions });
    expect(packet.extend).toEqual({ cid: 'c', v: '1', at: '["a","b"]' });
    const echo = { ...packet, fromTid: me, mid: 42n, timestamp: 1n };
    expect(only(echo)).toMatchObject({ mentions });
    expect(only({ ...echo, msType: 2, toTid: them })).toMatchObject({ mentions: [] });
  });

  it('is addressed to a room as a room', () => {
    const { packet } = toMessageFrame({ ...draft, to: room });
    expect(packet).toMatchObject({ msType: 3, roomTid: { node: 'room' } });
    expect(packet.toTid).toBeUndefined();
  });

  it.each([
    ['revoke', 92, 2],
    ['burn', 93, 3],
  ] as const)('is a %s with the number in both places', (kind, type, odType) => {
    expect(toEraseFrame(kind, { to: user, mid: midOf(9n), clientId: 4n })).toEqual({
      type,
      packet: { msType: 2, odType, id: 4n, mid: 9n, toTid: them, extend: { mid: '9', v: '1' } },
    });
  });

  it('comes back as what was meant', () => {
    const frame = toMessageFrame({
      ...draft,
      content: { kind: 'text', text: 's' },
      burnTerms: { seconds: 10, maxUnreadSeconds: 60 },
    });
    const echo = { ...frame.packet, fromTid: me, mid: 12n, timestamp: 1n };
    expect(only(echo)).toMatchObject({
      cid: 'c',
      isMine: true,
      content: { kind: 'text', text: 's' },
      burnTerms: { seconds: 10, maxUnreadSeconds: 60 },
    });
  });
});
