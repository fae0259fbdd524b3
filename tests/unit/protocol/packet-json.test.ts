import { describe, expect, it } from 'vitest';
import { packetFromPlain, packetToPlain } from '../../../main/protocol/packet-json';
import { protocolErrorOf } from '../../support/protocol-error-of';

describe('packets as plain JSON', () => {
  it('have int64 as decimal strings and binary as base64, at every depth', () => {
    const packet = {
      id: 1n,
      messageList: [{ msType: 2, odType: 1, mid: -5n, extra: { x: Uint8Array.of(255) } }],
    };
    const plain = { id: '1', messageList: [{ msType: 2, odType: 1, mid: '-5', extra: { x: '/w==' } }] };
    expect(packetToPlain(21, 'server', packet)).toEqual(plain);
    expect(packetFromPlain(21, 'server', plain)).toEqual(packet);
  });

  it('take the struct that the direction gives to a type', () => {
    expect(packetFromPlain(21, 'client', { rtype: 1, reqInt: '0' })).toEqual({ rtype: 1, reqInt: 0n });
    expect(packetFromPlain(12, 'client', {})).toEqual({});
    expect(packetToPlain(17, 'client', {})).toEqual({});
  });

  it('have big data as node and dataString or data', () => {
    expect(packetToPlain(95, 'server', { node: 'n', dataString: 's' })).toEqual({
      node: 'n',
      dataString: 's',
    });
    expect(packetToPlain(96, 'server', { node: 'n', data: Uint8Array.of(1) })).toEqual({
      node: 'n',
      data: 'AQ==',
    });
    expect(packetFromPlain(97, 'client', { node: 'n', data: 'AQ==' })).toEqual({
      node: 'n',
      data: Uint8Array.of(1),
    });
  });

  it('take small int64 as numbers too', () => {
    expect(packetFromPlain(41, 'client', { reqInt: 2 })).toEqual({ reqInt: 2n });
  });

  it.each<[string, number, Record<string, unknown>]>([
    ['a number that a double may have rounded', 41, { reqInt: 2 ** 53 }],
    ['int64 out of range', 41, { reqInt: '9223372036854775808' }],
    ['text that is no number', 41, { reqInt: 'five' }],
    ['an unknown field', 41, { rType: 1 }],
    ['text that is not base64', 94, { id: '0', VNode: '', fromNode: '', body: '?' }],
    ['big data without a node', 95, { dataString: 's' }],
    ['big data that is not base64', 96, { node: 'n', data: '?' }],
    ['a missing required field', 90, {}],
  ])('refuse %s', (_name, type, plain) => {
    expect(protocolErrorOf(() => packetFromPlain(type, 'client', plain)).code).toBe('invalidPacket');
  });

  it('refuse a type that the protocol does not have', () => {
    expect(protocolErrorOf(() => packetFromPlain(1, 'client', {})).code).toBe('unknownType');
  });
});
