import { describe, expect, it } from 'vitest';
import type { ConversationAddress } from '../../../main/domain/conversation';
import type { EphemeralKind, PresenceContent, TypingContent } from '../../../main/domain/ephemeral';
import { mostSaidAtOnce, type DeviceReactions } from '../../../main/domain/device-words';
import { maxPieceBytes, type FileWords } from '../../../main/domain/file-transfer';
import type { Receipt } from '../../../main/domain/receipt';
import { toNodeId, type NodeId } from '../../../main/domain/ids';
import { readFileWords, writeFileWords } from '../../../main/ephemeral/file';
import { carrierOf } from '../../../main/ephemeral/kind-rules';
import { ephemeralKinds, kindOf } from '../../../main/ephemeral/kinds';
import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import { FrameType, OdType, type Encoding } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { midOf } from '../../support/test-core';

const peer = toNodeId('peer');

/** What travels over the wire, as the other side's server hands it on. */
function delivered(frame: Frame, encoding: Encoding): Frame {
  const sent = decodeFrame(encodeFrame(frame, { from: 'client', encoding }), { from: 'client', encoding });
  // Of big data it names whoever says it in the place of whom it is for.
  if (sent.type === FrameType.bigBinary) {
    const passed = { type: sent.type, packet: { ...sent.packet, node: 'self' } };
    return decodeFrame(encodeFrame(passed, { from: 'server', encoding }), { from: 'server', encoding });
  }
  const type = sent.type === FrameType.broadcastPresence ? FrameType.presence : sent.type;
  // The server writes who says it; the rest of the packet stays.
  const passed = { type, packet: { ...sent.packet, fromTid: { node: 'self' } } } as Frame;
  return decodeFrame(encodeFrame(passed, { from: 'server', encoding }), { from: 'server', encoding });
}

interface Sample {
  readonly frame: Frame;
  readonly content: unknown;
}

const presence = (target: 'roster' | readonly NodeId[], content: PresenceContent): Sample => ({
  frame: ephemeralKinds.presence.write(target, content),
  content,
});
const typing = (target: ConversationAddress, content: TypingContent): Sample => ({
  frame: ephemeralKinds.typing.write(target, content),
  content,
});

const file = (content: FileWords): Sample => ({ frame: ephemeralKinds.file.write(peer, content), content });
const transferId = 'ffeeddccbbaa9988';
const request: FileWords = {
  kind: 'request',
  transferId,
  cid: '0f8fad5b-d9cb-469f-a165-70867728950e',
  ticket: '00112233445566778899aabbccddeeff',
  offset: 2 ** 40 + 7,
  lengthBytes: 16 * 1024 * 1024,
  pieceBytes: 65_536,
};
const piece: FileWords = {
  kind: 'piece',
  transferId,
  offset: 65_536,
  heldMs: 300,
  bytes: Buffer.from([0x83, 0, 255]),
};
const receipt = (content: Receipt): Sample => ({
  frame: ephemeralKinds.receipt.write({ kind: 'user', node: peer }, content),
  content,
});

const toDevices = (content: DeviceReactions): Sample => ({
  frame: ephemeralKinds.deviceReactions.write(peer, content),
  content,
});
const said = {
  peer,
  mid: midOf(9_223_372_036_854_775_807n),
  saidAtNs: 1_790_000_000_000_000_001n,
  emoji: '👩‍👩‍👧',
};

const samples: Readonly<Record<EphemeralKind, readonly Sample[]>> = {
  presence: [
    presence('roster', { availability: 'here', note: '在家 · at home', asksBack: true }),
    presence([peer], { availability: 'away', note: '', asksBack: false }),
    presence([peer], { availability: 'busy', note: 'on the train', asksBack: false }),
  ],
  typing: [
    typing({ kind: 'user', node: peer }, { isTyping: true }),
    typing({ kind: 'room', node: toNodeId('room') }, { isTyping: false }),
  ],
  file: [
    file(request),
    file(piece),
    file({ kind: 'refusal', transferId, reason: 'unreadable' }),
    file({ kind: 'stop', transferId }),
  ],
  receipt: [
    receipt({ delivered: midOf(12n), read: null }),
    receipt({ delivered: midOf(9_223_372_036_854_775_807n), read: midOf(11n) }),
  ],
  deviceReactions: [
    toDevices({ device: 'a1', answers: null, asks: 'd1', said: [] }),
    toDevices({ device: 'a1', answers: 'b2', asks: null, said: [said, { ...said, emoji: null }] }),
    toDevices({
      device: 'a1',
      answers: null,
      asks: null,
      said: Array.from({ length: mostSaidAtOnce }, () => said),
    }),
  ],
};

describe.each<Encoding>(['compact', 'json'])('over the wire in %s', (encoding) => {
  it.each(Object.entries(samples))('what is said as %s says the same again', (kind, ofKind) => {
    for (const { frame, content } of ofKind) {
      const arrived = delivered(frame, encoding);
      const carrier = carrierOf(arrived);
      const known = carrier === null ? null : kindOf(carrier);
      expect(known).toBe(kind);
      expect(known === null ? null : ephemeralKinds[known].read(arrived)).toEqual(content);
    }
  });
});

describe('a presence', () => {
  const read = (packet: object) =>
    ephemeralKinds.presence.read({ type: FrameType.presence, packet: { ...packet } });

  it('says that somebody has gone only by the word of the server', () => {
    expect(read({ offline: true, show: 2 })).toEqual({ availability: 'gone', note: '', asksBack: false });
    const frame = ephemeralKinds.presence.write([peer], { availability: 'gone', note: '', asksBack: false });
    expect(frame.packet).not.toHaveProperty('offline');
  });

  it('has a note on one line, cut, and without what disguises a name', () => {
    expect(read({ status: `a\nb\u202e${'长'.repeat(1_000)}` })?.note).toBe(`a b${'长'.repeat(61)}`);
  });

  it('of megabytes is cut before anything looks at it, and HTML in it is text', () => {
    const note = read({ status: `<b>${'x'.repeat(8_000_000)}` })?.note ?? '';
    expect([note.length, note.slice(0, 4)]).toEqual([64, '<b>x']);
  });

  it.each([
    [{ choice: 'here', chosen: 'soon' }],
    [{ choice: 'here', chosen: '-1' }],
    [{ choice: 'here', chosen: '1e999' }],
    [{ choice: 'a king', chosen: '1' }],
    [{ chosen: '1' }],
  ])('with a choice that no device of ours makes has none: %j', (extend) => {
    expect(read({ extend })).not.toHaveProperty('choice');
  });

  it.each([-1, 3, 32_767])('with the unknown number %i is one of somebody who is there', (show) => {
    expect(read({ show })?.availability).toBe('here');
  });
});

describe('what devices tell each other of reactions', () => {
  const read = (list: unknown, extend: object = {}) =>
    ephemeralKinds.deviceReactions.read({
      type: FrameType.presence,
      packet: { extend: { said: JSON.stringify(list), device: 'a1', v: '1', ...extend } },
    });
  const entry = ['peer', '7', '1790000000000000001', '👍'];

  it('is read where it is whole', () => {
    expect(read([entry])?.said).toEqual([
      { peer, mid: midOf(7n), saidAtNs: 1_790_000_000_000_000_001n, emoji: '👍' },
    ]);
  });

  it.each<[string, unknown, object?]>([
    ['no list', { said: 1 }],
    ['something else in the list', [entry, 'peer']],
    ['too much of it', Array.from({ length: mostSaidAtOnce + 1 }, () => entry)],
    ['no address', [['', '7', '1', '👍']]],
    ['a number that is none', [['peer', '-7', '1', '👍']]],
    ['no time', [['peer', '7', '0', '👍']]],
    ['a time after which nothing could be said', [['peer', '7', '9223372036854775807', '👍']]],
    ['words for a sign', [['peer', '7', '1', 'words']]],
    ['no device', [entry], { device: '' }],
    ['a device with a name that is no number', [entry], { device: 'x'.repeat(65) }],
    ['another version', [entry], { v: '2' }],
    ['megabytes', [entry], { said: `["${'x'.repeat(4_000_000)}"]` }],
    ['something that is cut', [entry], { said: '[["peer"' }],
  ])('is nothing where it has %s', (_what, list, extend) => {
    expect(read(list, extend)).toBeNull();
  });
});

describe('words about a file', () => {
  const written = (words: FileWords): Buffer => Buffer.from(writeFileWords(words));

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['another mark', Buffer.from('elsewhere, at length')],
    ['a kind that there is not', Buffer.from('tdf1\u00070000000000', 'latin1')],
    ['a request that is cut', written(request).subarray(0, -1)],
    ['a request that is too long', Buffer.concat([written(request), Buffer.alloc(1)])],
    ['a piece of nothing', written({ ...piece, bytes: Buffer.alloc(0) })],
    ['a piece that is too large', written({ ...piece, bytes: Buffer.alloc(maxPieceBytes + 1) })],
    ['a refusal without a reason', written({ kind: 'refusal', transferId, reason: 'gone' }).subarray(0, -1)],
    [
      'a refusal for a reason that there is not',
      Buffer.concat([written({ kind: 'stop', transferId }).fill(2, 4, 5), Buffer.from([9])]),
    ],
  ])('are none: %s', (_name, bytes) => {
    expect(readFileWords(bytes)).toBeNull();
  });
});

describe('a receipt', () => {
  const read = (extend: Record<string, string>, change: object = {}) =>
    ephemeralKinds.receipt.read({
      type: FrameType.message,
      packet: { msType: 2, odType: OdType.receipt, extend, ...change },
    });

  it.each([
    [{}],
    [{ dl: '', rd: '0' }],
    [{ rd: '-1' }],
    [{ rd: '1e9' }],
    [{ dl: '9223372036854775808' }],
    [{ dl: '1'.repeat(20_000_000) }],
  ])('that names no number says nothing (case %#)', (extend) => {
    expect(read(extend)).toBeNull();
  });

  it('in a room says nothing: the server lets none through, and nobody believes one', () => {
    expect(read({ rd: '5' }, { msType: 3, roomTid: { node: 'room' } })).toBeNull();
  });
});

describe('the table of kinds', () => {
  it('has a carrier of its own for each', () => {
    const carriers = Object.values(ephemeralKinds).map(({ carrier }) => carrier);
    expect(new Set(carriers).size).toBe(carriers.length);
  });

  it('leaves messages, commands and notices that a history has, or that count, to the pipeline', () => {
    for (const odType of [1, 2, 3, 4, 32, 33]) {
      expect(carrierOf({ type: FrameType.message, packet: { msType: 2, odType, udtype: 1010 } })).toBeNull();
    }
  });
});
