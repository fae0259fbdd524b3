import { describe, expect, it } from 'vitest';
import { decodeJsonStruct, encodeJsonStruct } from '../../../main/protocol/json-codec';
import type { StructName, StructTypes } from '../../../main/protocol/struct-schema';
import { protocolErrorOf } from '../../support/protocol-error-of';

function decode<S extends StructName>(structName: S, json: string): StructTypes[S] {
  return decodeJsonStruct(structName, Buffer.from(json));
}

function encode(structName: StructName, packet: object, from: 'client' | 'server'): string {
  return Buffer.from(encodeJsonStruct(structName, packet, from)).toString();
}

const message = (fields: string): object => decode('TimMessage', `{"msType":2,"odType":1${fields}}`);
const bare = { msType: 2, odType: 1 };

describe('reading JSON', () => {
  it('keeps int64 exact', () => {
    expect(
      message(',"id":9223372036854775807,"mid":-9223372036854775808,"timestamp":9007199254740993'),
    ).toEqual({
      ...bare,
      id: 9223372036854775807n,
      mid: -9223372036854775808n,
      timestamp: 9007199254740993n,
    });
  });

  it('finds keys in any case and ignores unknown keys and nulls', () => {
    const json =
      '{"MSTYPE":2,"odtype":1,"tolist":["a"],"DataString":"x","id":null,"other":{"deep":[1]},"toTid":null}';
    expect(decode('TimMessage', json)).toEqual({ ...bare, ToList: ['a'], dataString: 'x' });
  });

  it('lets the last of equal keys count, null included', () => {
    expect(message(',"id":1,"ID":2')).toEqual({ ...bare, id: 2n });
    expect(message(',"id":1,"id":null')).toEqual(bare);
    expect(message(',"odType":null')).toEqual(bare);
  });

  it.each([
    ['int64 as a string', '"id":"123"'],
    ['a float for int64', '"id":1.0'],
    ['an exponent for int64', '"id":1e3'],
    ['more than int64', '"id":9223372036854775808'],
    ['a number of a thousand digits', `"id":${'9'.repeat(1000)}`],
    ['i16 as a string', '"udtype":"7"'],
    ['more than i16', '"udtype":32768'],
    ['a number for a string', '"dataString":5'],
    ['a string for a bool', '"isOffline":"true"'],
    ['text that is not base64', '"dataBinary":"a*b="'],
    ['base64 without padding', '"dataBinary":"AQI"'],
    ['a string for a struct', '"fromTid":"node"'],
    ['a list for a struct', '"fromTid":[]'],
    ['an object for a list', '"ToList":{}'],
    ['a list for a map', '"extend":["a"]'],
  ])('drops a value of the wrong type and keeps the message: %s', (_name, field) => {
    expect(message(`,${field},"mid":5`)).toEqual({ ...bare, mid: 5n });
  });

  it('drops the wrong entry of a map or list, not the whole', () => {
    expect(message(',"extend":{"a":"x","b":1},"extra":{"c":"AQ==","d":"?"},"ToList":["m",5,null]')).toEqual({
      ...bare,
      extend: { a: 'x' },
      extra: { c: Uint8Array.of(1) },
      ToList: ['m'],
    });
  });

  it('gives required fields that are missing their zero value', () => {
    expect(decode('TimMessage', '{}')).toEqual({ msType: 0, odType: 0 });
    expect(decode('TimStream', '{"VNode":5}')).toEqual({ id: 0n, VNode: '', fromNode: '' });
    expect(decode('TimAck', '{"timType":"x"}')).toEqual({ ok: false, timType: 0 });
  });

  it('reads field 6 of TimAck under its former name', () => {
    expect(decode('TimAck', '{"ok":true,"timType":92,"ackInt":40}')).toEqual({
      ok: true,
      timType: 92,
      t2: 40n,
    });
  });

  it('keeps keys that mean something to JavaScript as ordinary keys', () => {
    const { extend } = decode(
      'Tid',
      '{"node":"n","extend":{"__proto__":"p","constructor":"c"},"__proto__":{"domain":"x"}}',
    );
    expect(Object.entries(extend ?? {})).toEqual([
      ['__proto__', 'p'],
      ['constructor', 'c'],
    ]);
    expect(extend?.['toString']).toBeUndefined();
    const { usermap } = decode('TimNodes', '{"ntype":4,"usermap":{"__proto__":{"name":"x"}}}');
    expect(Object.keys(usermap ?? {})).toEqual(['__proto__']);
    expect(encode('TimNodes', { ntype: 4, usermap }, 'client')).toContain('"__proto__":{"name":"x"}');
  });

  it('reads TimNodes with rooms', () => {
    const json =
      '{"ntype":5,"roommap":{"r":{"founder":"f","managers":["m"],"gtype":2,"kind":-1,"createtime":5}},"node":"r"}';
    expect(decode('TimNodes', json)).toEqual({
      ntype: 5,
      roommap: { r: { founder: 'f', managers: ['m'], gtype: 2, kind: -1n, createtime: 5n } },
      node: 'r',
    });
  });

  it('survives invalid UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('{"node":"a'), Buffer.of(0xff, 0xc3), Buffer.from('b"}')]);
    expect(decodeJsonStruct('Tid', bytes)).toEqual({ node: 'a\ufffd\ufffdb' });
  });

  it.each(['null', '[]', '"text"', '5', '{"ok":tru}', '{}x'])('refuses %s', (json) => {
    expect(protocolErrorOf(() => decode('TimAck', json)).code).toBe('malformed');
  });

  it('refuses more elements than an honest frame can hold', () => {
    const json = `{"messageList":[${'{},'.repeat(262_144)}{}]}`;
    expect(protocolErrorOf(() => decode('TimMessageList', json)).code).toBe('malformed');
  });
});

describe('writing JSON', () => {
  const packet = {
    odType: 1,
    msType: 2,
    dataString: '<b>&\u2028\u2029"☃',
    id: -9223372036854775808n,
    extend: { b: '1', a: '2' },
    extra: { x: Uint8Array.of(1, 2, 0x83, 0xff) },
  };

  it('as a client keeps the order of the keys and escapes like JSON.stringify', () => {
    expect(encode('TimMessage', packet, 'client')).toBe(
      '{"odType":1,"msType":2,"dataString":"<b>&\u2028\u2029\\"☃","id":-9223372036854775808,' +
        '"extend":{"b":"1","a":"2"},"extra":{"x":"AQKD/w=="}}',
    );
  });

  it('as the server orders fields by id and map keys by their bytes and escapes like Go', () => {
    expect(encode('TimMessage', packet, 'server')).toBe(
      '{"msType":2,"odType":1,"id":-9223372036854775808,"dataString":"\\u003cb\\u003e\\u0026\\u2028\\u2029\\"☃",' +
        '"extend":{"a":"2","b":"1"},"extra":{"x":"AQKD/w=="}}',
    );
  });
});
