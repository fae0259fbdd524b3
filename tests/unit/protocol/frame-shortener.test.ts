import { describe, expect, it } from 'vitest';
import { isCut, markCutMessages } from '../../../main/protocol/cut-messages';
import { decodeFrame, encodeFrame } from '../../../main/protocol/frame';
import { FrameShortener } from '../../../main/protocol/frame-shortener';
import { FrameType, type Encoding } from '../../../main/protocol/packet-types';
import type { Frame, TimMessage } from '../../../main/protocol/packets';

const token = '0123456789abcdef0123456789abcdef';
const encodings: readonly Encoding[] = ['compact', 'json'];

const bytesOf = (frame: Frame, encoding: Encoding): Uint8Array =>
  encodeFrame(frame, { from: 'server', encoding });

/** Shortens bytes that come in pieces. */
function shorten(bytes: Uint8Array, encoding: Encoding, pieceBytes = 1_000): Uint8Array {
  const shortener = new FrameShortener(encoding, token);
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    shortener.write(bytes.subarray(start, start + pieceBytes));
  }
  return shortener.end();
}

const read = (bytes: Uint8Array, encoding: Encoding): Frame =>
  markCutMessages(decodeFrame(bytes, { from: 'server', encoding }), token);

const message = (mid: bigint, change: Partial<TimMessage> = {}): TimMessage => ({
  msType: 2,
  odType: 1,
  mid,
  fromTid: { node: 'peer' },
  toTid: { node: 'self' },
  timestamp: 1_790_000_000_000_000_000n + mid,
  dataString: 'text "with" \\ quotes',
  extend: { cid: 'c' },
  extra: { body: Uint8Array.of(1, 2, 3) },
  ...change,
});
const listOf = (frame: Frame): readonly TimMessage[] =>
  'messageList' in frame.packet ? (frame.packet.messageList ?? []) : [];

describe.each(encodings)('T5: a frame in %s that is too long to be kept', (encoding) => {
  const giant: Frame = {
    type: FrameType.offlineMessages,
    syncId: 77,
    packet: {
      id: 5n,
      messageList: [
        message(1n),
        message(2n, { dataBinary: new Uint8Array(300_000).fill(0x22) }),
        message(3n, { dataString: '"\\长'.repeat(60_000) }),
        message(4n, { extra: { body: new Uint8Array(200_000) } }),
        message(5n, { odType: 2, extend: { mid: '4' } }),
      ],
    },
  };

  it.each([1, 7, 1_000, 65_536])('keeps all but its long strings, in pieces of %i bytes', (pieceBytes) => {
    const short = shorten(bytesOf(giant, encoding), encoding, pieceBytes);
    expect(short.length).toBeLessThan(3_000);
    const frame = read(short, encoding);
    const list = listOf(frame);
    expect([frame.type, frame.syncId]).toEqual([FrameType.offlineMessages, 77]);
    expect(list.map(({ mid }) => mid)).toEqual([1n, 2n, 3n, 4n, 5n]);
    expect(list.map(isCut)).toEqual([false, true, true, true, false]);
    expect(list[0]).toEqual(message(1n));
    expect(list[1]).toMatchObject({ mid: 2n, fromTid: { node: 'peer' }, timestamp: message(2n).timestamp });
    expect(list[1]?.dataBinary).toBeUndefined();
    expect(list[2]?.dataString).toBeUndefined();
    expect(list[4]).toMatchObject({ odType: 2, extend: { mid: '4' } });
    expect(JSON.stringify(list, (_key, value: unknown) => String(value))).not.toContain(token);
  });

  it('is as it was when nothing in it is long', () => {
    const bytes = bytesOf({ type: FrameType.message, packet: message(9n) }, encoding);
    expect(Buffer.from(shorten(bytes, encoding, 3)).equals(Buffer.from(bytes))).toBe(true);
  });

  it('keeps less of each of very many strings, and its header alone when that is too much as well', () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      message(BigInt(index + 1), { dataBinary: new Uint8Array(60_000) }),
    );
    const short = shorten(
      bytesOf({ type: FrameType.pullMessages, packet: { messageList: many } }, encoding),
      encoding,
      65_536,
    );
    expect(short.length).toBeLessThan(16 * 1024 * 1024);
    const list = listOf(read(short, encoding));
    expect([list.length, list.map(isCut).filter(Boolean).length > 100]).toEqual([400, true]);
  });

  it('of another type is left out but for its header', () => {
    const bytes = bytesOf(
      { type: FrameType.nodes, packet: { ntype: 1, nodelist: ['x'.repeat(200_000)] } },
      encoding,
    );
    expect([...shorten(bytes, encoding)]).toEqual([FrameType.nodes]);
  });

  it('that is garbage ends, and keeps no more than it may', () => {
    for (const fill of [0x00, 0x18, 0x19, 0x1b, 0x1c, 0x22, 0xff]) {
      const bytes = new Uint8Array(300_000).fill(fill);
      bytes[0] = FrameType.pullMessages;
      expect(shorten(bytes, encoding, 65_536).length).toBeLessThanOrEqual(bytes.length);
    }
  });
});

it('T5: nobody can pretend that a message was too long', () => {
  const forged = { type: FrameType.message, packet: message(1n, { dataString: 'f'.repeat(32) }) } as const;
  const frame = read(bytesOf(forged, 'compact'), 'compact');
  expect([frame.packet, isCut(message(1n))]).toEqual([forged.packet, false]);
});
