import { describe, expect, it } from 'vitest';
import {
  JsonNumber,
  JsonObject,
  parseLosslessJson,
  type JsonValue,
} from '../../../main/protocol/lossless-json';
import { protocolErrorOf } from '../../support/protocol-error-of';

/** The value in ordinary JavaScript, numbers as their literals. */
function plain(value: JsonValue): unknown {
  if (value instanceof JsonNumber) return value.literal;
  if (value instanceof JsonObject) return value.members.map(([key, member]) => [key, plain(member)]);
  return Array.isArray(value) ? value.map((item: JsonValue) => plain(item)) : value;
}

describe('the lossless JSON reader', () => {
  it('keeps numbers as they were written', () => {
    const text = ' [0, -0, 9223372036854775807, -9223372036854775808, 1.0, 1e5, -2.5E-3] ';
    expect(plain(parseLosslessJson(text))).toEqual([
      '0',
      '-0',
      '9223372036854775807',
      '-9223372036854775808',
      '1.0',
      '1e5',
      '-2.5E-3',
    ]);
  });

  it('keeps members in order, twice if they come twice, under any name', () => {
    const value = parseLosslessJson('{"b":null,"a":true,"b":false,"__proto__":{},"1":[]}');
    expect(plain(value)).toEqual([
      ['b', null],
      ['a', true],
      ['b', false],
      ['__proto__', []],
      ['1', []],
    ]);
  });

  it('reads escapes, and half characters as U+FFFD', () => {
    expect(parseLosslessJson('"\\u003c\\u4f60\\ud83d\\ude00\\n\\/\\\\\\"\\u2028"')).toBe('<你😀\n/\\"\u2028');
    expect(parseLosslessJson('"a\\ud83d"')).toBe('a\ufffd');
  });

  it.each([
    ['an unknown word', '[nul]', 'malformed'],
    ['a leading zero', '[01]', 'malformed'],
    ['a plus sign', '[+1]', 'malformed'],
    ['a comma before the end', '[1,]', 'malformed'],
    ['a comma before the end of an object', '{"a":1,}', 'malformed'],
    ['a key without quotes', '{a:1}', 'malformed'],
    ['an unknown escape', '"\\x41"', 'malformed'],
    ['a control character in a string', '"\u0001"', 'malformed'],
    ['a line feed in a string', '"a\nb"', 'malformed'],
    ['something after the value', '{} {}', 'malformed'],
    ['a byte order mark', '\ufeff{}', 'malformed'],
    ['nothing', '', 'truncated'],
    ['an open string', '{"a":"b', 'truncated'],
    ['a string that ends in a backslash', '"\\', 'truncated'],
    ['an open object', '{"a":1', 'truncated'],
    ['a bomb of lists', '['.repeat(100_000), 'tooDeep'],
    ['a bomb of objects', '{"a":'.repeat(100_000), 'tooDeep'],
  ])('refuses %s', (_name, text, code) => {
    expect(protocolErrorOf(() => parseLosslessJson(text)).code).toBe(code);
  });

  it('bounds the number of values', () => {
    const text = `[${'1,'.repeat(3_200_000)}1]`;
    expect(protocolErrorOf(() => parseLosslessJson(text)).code).toBe('malformed');
  });

  it('reads strings and numbers of megabytes', () => {
    expect(parseLosslessJson(`"${'\\n'.repeat(4_000_000)}"`)).toHaveLength(4_000_000);
    expect(plain(parseLosslessJson('9'.repeat(4_000_000)))).toHaveLength(4_000_000);
  });
});
