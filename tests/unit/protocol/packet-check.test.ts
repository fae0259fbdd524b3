import { describe, expect, it } from 'vitest';
import { checkStruct } from '../../../main/protocol/packet-check';
import { protocolErrorOf } from '../../support/protocol-error-of';

const bare = { msType: 2, odType: 1 };

describe('the check before encoding', () => {
  it('lets a complete message pass', () => {
    const tid = { node: 'n', termtyp: -1, extend: { k: 'v' } };
    const extra = { b: Uint8Array.of(1) };
    expect(() =>
      checkStruct('TimMessage', { ...bare, id: 1n, fromTid: tid, extra, ToList: [] }),
    ).not.toThrow();
  });

  it.each<[string, object]>([
    ['a required field that is missing', { msType: 2 }],
    ['a field that is not in the protocol', { ...bare, tolist: [] }],
    ['i8 out of range', { ...bare, msType: 128 }],
    ['a fraction', { ...bare, udtype: 1.5 }],
    ['NaN', { ...bare, udtype: Number.NaN }],
    ['int64 as a number', { ...bare, id: 1 }],
    ['int64 out of range', { ...bare, id: 2n ** 63n }],
    ['text for binary', { ...bare, dataBinary: 'x' }],
    ['null', { ...bare, dataString: null }],
    ['a list for a map', { ...bare, extend: [] }],
    ['a map for a list', { ...bare, ToList: {} }],
    ['a wrong element', { ...bare, ToList: ['a', 1] }],
    ['a wrong value in a map', { ...bare, extra: { a: 'x' } }],
    ['a struct inside that is not complete', { ...bare, toTid: {} }],
  ])('refuses %s', (_name, packet) => {
    expect(protocolErrorOf(() => checkStruct('TimMessage', packet)).code).toBe('invalidPacket');
  });

  it('names the field and never its content', () => {
    const error = protocolErrorOf(() => checkStruct('TimAuth', { pwd: ['secret'] }));
    expect(error.message).toBe('TimAuth.pwd is not string');
  });
});
