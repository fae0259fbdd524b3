import { describe, expect, it } from 'vitest';
import { tellApart, toDisplayName } from '../../../main/domain/display-name';
import { toNodeId } from '../../../main/domain/ids';
import invisibleNames from '../../fixtures/names/invisible.json';

const names: readonly (readonly [string, string, string])[] = [
  ['an ordinary name', '李小明', '李小明'],
  ['white space around it', '  Ann  ', 'Ann'],
  ['several lines', 'Ann\r\n\tLee\u2028Ok\u0085Fine', 'Ann Lee Ok Fine'],
  ['an ideographic space', '李\u3000明', '李 明'],
  ['NUL and escape', 'A\u0000n\u001b[31mn', 'An[31mn'],
  ['a right-to-left override', 'gpj.\u202eexe', 'gpj.exe'],
  ['isolates and embeddings', '\u2066a\u2067b\u2068c\u2069\u202a\u202b\u202c\u202d', 'abc'],
  ['direction marks', '\u200eA\u200fB\u061cC', 'ABC'],
  ['invisible characters', 'A\u200bd\u2060m\ufeffi\u00adn', 'Admin'],
  ['a byte order mark between words', 'A\ufeff B', 'A B'],
  ['tag characters', 'A\u{e0041}\u{e007f}B', 'AB'],
  ['half a character', 'A\ud83dB', 'AB'],
  ['only invisible characters', '\u200b\u200d\u200c\u2060 ', ''],
  ['nothing', '', ''],
  ['a family, which needs its joiners', '👨‍👩‍👧', '👨‍👩‍👧'],
  ['Persian, which needs its non-joiner', 'می‌خواهم', 'می‌خواهم'],
  ['Arabic and Hebrew letters', 'محمد משה', 'محمد משה'],
  ['markup, which is text', '<b>x</b>', '<b>x</b>'],
];

describe('a name from the network', () => {
  it.each(names)('is made printable: %s', (_name, raw, expected) => {
    expect(toDisplayName(raw)).toBe(expected);
  });

  it('is empty when nothing of it can be seen, and loses what cannot', () => {
    expect(invisibleNames.map(toDisplayName)).toEqual([...invisibleNames.slice(1).map(() => ''), 'Alice']);
  });

  it('keeps the marks that a language needs, and no heap of them', () => {
    expect(toDisplayName('Nguye\u0302\u0303n')).toBe('Nguye\u0302\u0303n');
    expect(toDisplayName(`Z${'\u0301\u0352\u0489'.repeat(20)}`)).toBe('Z\u0301\u0352\u0489');
  });

  it('stands beside the id so that its direction moves nothing', () => {
    const node = toNodeId('XNXiw9n6zgL');
    expect(tellApart('Alice', node)).toBe('Alice (XNXiw9n6zgL)');
    expect(tellApart('משה', node)).toBe('\u2068משה\u2069 (XNXiw9n6zgL)');
  });

  it('is cut to 64 characters and never in the middle of one', () => {
    expect([...toDisplayName('😀'.repeat(100))]).toHaveLength(64);
    expect(toDisplayName('a'.repeat(1_000_000))).toBe('a'.repeat(64));
  });
});
