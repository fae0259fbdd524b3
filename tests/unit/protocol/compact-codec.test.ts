import { describe, expect, it } from 'vitest';
import { decodeCompactStruct, encodeCompactStruct } from '../../../main/protocol/compact-codec';
import { protocolErrorOf } from '../../support/protocol-error-of';

const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('the compact codec', () => {
  it.each([
    [0n, '00'],
    [-1n, '01'],
    [1n, '02'],
    [63n, '7e'],
    [64n, '8001'],
    [-(2n ** 31n), 'ffffffff0f'],
    [2n ** 53n - 1n, 'feffffffffffff1f'],
    [2n ** 53n + 1n, '8280808080808020'],
    [-(2n ** 53n) - 1n, '8180808080808020'],
    [2n ** 63n - 1n, 'feffffffffffffffff01'],
    [-(2n ** 63n), 'ffffffffffffffffff01'],
  ])('writes and reads the int64 %s', (id, varint) => {
    const hex = `16${varint}00`;
    expect(hexOf(encodeCompactStruct('TimMessageList', { id }))).toBe(hex);
    expect(decodeCompactStruct('TimMessageList', bytesOf(hex))).toEqual({ id });
  });

  it('reads and writes the small integers at their edges', () => {
    const packet = { msType: -128, odType: 127, bnType: -(2 ** 31), udtype: -32768, udshow: 32767 };
    expect(decodeCompactStruct('TimMessage', encodeCompactStruct('TimMessage', packet))).toEqual(packet);
  });

  it('writes fields in ascending order of id, whatever the order of the keys', () => {
    const packet = { node: 'n', reqStr: 's', rtype: 1 };
    expect(hexOf(encodeCompactStruct('TimReq', packet))).toBe('150218016e48017300');
  });

  it('leaves absent fields absent and gives missing required ones their zero value', () => {
    expect(Object.keys(decodeCompactStruct('TimReq', bytesOf('00')))).toEqual([]);
    expect(decodeCompactStruct('TimMessage', bytesOf('00'))).toEqual({ msType: 0, odType: 0 });
    expect(decodeCompactStruct('TimAck', bytesOf('00'))).toEqual({ ok: false, timType: 0 });
  });

  it('keeps binary as bytes and copies it', () => {
    const frame = Buffer.from('130213017804ff00c38300', 'hex');
    const packet = decodeCompactStruct('TimMessage', frame);
    frame.fill(0);
    expect(packet.dataBinary).toEqual(Uint8Array.of(0xff, 0, 0xc3, 0x83));
  });

  it('takes invalid UTF-8 as replacement characters', () => {
    expect(decodeCompactStruct('Tid', bytesOf('1803ff61c300'))).toEqual({ node: '\ufffda\ufffd' });
  });

  it('keeps keys that mean something to JavaScript as ordinary keys', () => {
    const extend: Record<string, string> = JSON.parse('{"__proto__":"p","hasOwnProperty":"h"}') as Record<
      string,
      string
    >;
    const decoded = decodeCompactStruct('Tid', encodeCompactStruct('Tid', { node: 'n', extend }));
    expect(Object.entries(decoded.extend ?? {})).toEqual(Object.entries(extend));
  });

  it.each([
    ['true', '0128'],
    ['false', '0228'],
    ['i8', '03287f'],
    ['i16', '042802'],
    ['i32', '052802'],
    ['i64', '0628ffffffffffffffffff01'],
    ['double', '07280000000000000000'],
    ['string', '08280161'],
    ['list of i32', '0928250202'],
    ['list of bool', '09281101'],
    ['set', '0a28137f'],
    ['map', '0b28018801610162'],
    ['empty map', '0b2800'],
    ['struct', '0c28150200'],
    ['uuid', `0d28${'00'.repeat(16)}`],
  ])('skips an unknown field: %s', (_name, unknownField20) => {
    expect(decodeCompactStruct('TimNodes', bytesOf(`${unknownField20}05020200`))).toEqual({ ntype: 1 });
  });

  it('skips a known field of another type', () => {
    // ntype as a string, then node.
    expect(decodeCompactStruct('TimNodes', bytesOf('18016148016e00'))).toEqual({ ntype: 0, node: 'n' });
  });

  it.each([
    ['a list that announces more than there is', '15022' + '9f8ffffffff0f', 'truncated'],
    ['a map that announces more than there is', '15022bffffff7f88', 'truncated'],
    ['a string that announces more than there is', '48ffffffff07', 'truncated'],
    ['a varint of eleven bytes', '15ffffffffffffffffffff01', 'malformed'],
    ['a field type beyond Thrift', '1e', 'malformed'],
    ['unknown structs inside each other', '5c'.repeat(1000), 'tooDeep'],
    ['unknown lists inside each other', '1a' + '19'.repeat(1000), 'tooDeep'],
  ])('refuses %s', (_name, hex, code) => {
    expect(protocolErrorOf(() => decodeCompactStruct('TimNodes', bytesOf(hex))).code).toBe(code);
  });

  it('refuses more elements than an honest frame can hold', () => {
    // messageList, 262145 structs of one byte each.
    const body = Buffer.concat([bytesOf('29fc818010'), Buffer.alloc(262_146)]);
    expect(protocolErrorOf(() => decodeCompactStruct('TimMessageList', body)).code).toBe('malformed');
  });
});
