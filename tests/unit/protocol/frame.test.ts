import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, encodingOfClientFrame, maxFrameBytes } from '../../../main/protocol/frame';
import { FrameType } from '../../../main/protocol/packet-types';
import type { Frame } from '../../../main/protocol/packets';
import { protocolErrorOf } from '../../support/protocol-error-of';

const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const jsonFrame = (head: string, json: string): Uint8Array =>
  Buffer.concat([bytesOf(head), Buffer.from(json)]);

const clientCompact = { from: 'client', encoding: 'compact' } as const;
const clientJson = { from: 'client', encoding: 'json' } as const;
const serverCompact = { from: 'server', encoding: 'compact' } as const;
const serverJson = { from: 'server', encoding: 'json' } as const;

describe("a client's frame", () => {
  it('says its encoding in the first byte, whatever the socket speaks', () => {
    expect(encodingOfClientFrame(0x29)).toBe('compact');
    expect(encodingOfClientFrame(0xa9)).toBe('json');
    const expected: Frame = { type: FrameType.business, packet: { rtype: 1 } };
    expect(decodeFrame(bytesOf('291502' + '00'), clientJson)).toEqual(expected);
    expect(decodeFrame(jsonFrame('a9', '{"rtype":1}'), clientCompact)).toEqual(expected);
  });

  it.each([
    { name: 'ping', type: FrameType.ping, compact: '0d', json: '8d' },
    { name: 'the offline request', type: FrameType.offlineMessages, compact: '11', json: '91' },
    { name: 'logout', type: FrameType.logout, compact: '14', json: '94' },
  ])('is one byte for $name', ({ type, compact, json }) => {
    const frame: Frame = { type, packet: {} };
    expect(hexOf(encodeFrame(frame, clientCompact))).toBe(compact);
    expect(hexOf(encodeFrame(frame, clientJson))).toBe(json);
    expect(decodeFrame(bytesOf(json), clientJson)).toEqual(frame);
  });

  it('is five bytes for an acknowledgement, and the sync id may be negative', () => {
    const frame: Frame = { type: FrameType.ack, syncId: -2, packet: {} };
    expect(hexOf(encodeFrame(frame, clientCompact))).toBe('0cfffffffe');
    expect(hexOf(encodeFrame(frame, clientJson))).toBe('8cfffffffe');
    expect(decodeFrame(bytesOf('8cfffffffe'), clientJson)).toEqual(frame);
  });

  it('must have a sync id if it acknowledges, and must not have one otherwise', () => {
    expect(protocolErrorOf(() => encodeFrame({ type: 12, packet: {} }, clientJson)).code).toBe(
      'invalidPacket',
    );
    const ping: Frame = { type: 13, syncId: 1, packet: {} };
    expect(protocolErrorOf(() => encodeFrame(ping, clientJson)).code).toBe('invalidPacket');
    expect(protocolErrorOf(() => decodeFrame(bytesOf('0c000020'), clientCompact)).code).toBe('truncated');
  });
});

describe("a server's frame", () => {
  it('has 0x80 for "acknowledge this", in both encodings', () => {
    expect(decodeFrame(jsonFrame('da00000007', '{"msType":2,"odType":1}'), serverJson)).toEqual({
      type: 90,
      syncId: 7,
      packet: { msType: 2, odType: 1 },
    });
    expect(decodeFrame(bytesOf('da0000000713021301' + '00'), serverCompact).syncId).toBe(7);
  });

  it.each(Object.values(FrameType))('of type %i may carry a sync id', (type) => {
    const bodies: Partial<Record<number, string>> = {
      13: '',
      18: '',
      20: '',
      95: '61' + '7c',
      96: '6183',
      97: '6183',
    };
    const head = (type | 0x80).toString(16);
    const frame = decodeFrame(bytesOf(`${head}7fffffff${bodies[type] ?? '00'}`), serverCompact);
    expect(frame).toMatchObject({ type, syncId: 0x7fff_ffff });
  });

  it('refuses a sync id beyond int32', () => {
    const frame: Frame = { type: 13, syncId: 2 ** 31, packet: {} };
    expect(protocolErrorOf(() => encodeFrame(frame, serverCompact)).code).toBe('invalidPacket');
  });

  it('is an answer of the HTTP interface like any other acknowledgement', () => {
    expect(decodeFrame(jsonFrame('0c', '{"ok":true,"timType":14,"n":"hTDvNmPKY1v"}'), serverJson)).toEqual({
      type: 12,
      packet: { ok: true, timType: 14, n: 'hTDvNmPKY1v' },
    });
  });

  it('ignores what stands after the struct', () => {
    expect(decodeFrame(bytesOf('2a150200' + 'ffff'), serverCompact).packet).toEqual({ ntype: 1 });
    expect(decodeFrame(bytesOf('0dff'), serverCompact)).toEqual({ type: 13, packet: {} });
  });
});

describe('what is not a frame', () => {
  it.each([
    ['no bytes', '', 'emptyFrame'],
    ['type 0', '00', 'unknownType'],
    ['type 11', '0b', 'unknownType'],
    ['type 127 with a sync id', 'ff00000001', 'unknownType'],
    ['a struct of no bytes', '5a', 'truncated'],
    ['a sync id of two bytes', 'da0000', 'truncated'],
    ['a struct without its end', '5a1302', 'truncated'],
    ['a field of a type that Thrift does not have', '5a1f', 'malformed'],
    ['big data without a separator', '5f616263', 'malformed'],
  ])('is refused: %s', (_name, hex, code) => {
    expect(protocolErrorOf(() => decodeFrame(bytesOf(hex), serverCompact)).code).toBe(code);
  });

  it('is refused beyond 32 MiB, both ways', () => {
    const tooLong = new Uint8Array(maxFrameBytes + 1).fill(0x5f);
    expect(protocolErrorOf(() => decodeFrame(tooLong, serverCompact)).code).toBe('frameTooLarge');
    const packet = { node: 'n', data: new Uint8Array(maxFrameBytes) };
    expect(protocolErrorOf(() => encodeFrame({ type: 96, packet }, clientCompact)).code).toBe(
      'frameTooLarge',
    );
  });
});
