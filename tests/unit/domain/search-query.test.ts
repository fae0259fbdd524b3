import { describe, expect, it } from 'vitest';
import { matchesQuery, parseSearchQuery, rangesOf } from '../../../main/domain/search-query';
import { foldText, foldWithSources, searchedLength, searchedPart } from '../../../main/domain/search-text';
import { isIndexable, queryTerms, searchTerms } from '../../../main/domain/search-terms';

const termsOf = (text: string) => [...searchTerms(text)];
const marked = (text: string, typed: string): readonly string[] | null => {
  const query = parseSearchQuery(typed);
  if (query === null) return null;
  return rangesOf(text, query).map(({ start, length }) => text.slice(start, start + length));
};
const isFound = (text: string, typed: string): boolean => {
  const query = parseSearchQuery(typed);
  return query !== null && matchesQuery(text, query);
};

describe('folded texts', () => {
  it.each([
    ['Ｗｉ－Ｆｉ ４７１１', 'wi-fi 4711'],
    ['ﾊﾟｽﾜｰﾄﾞ', 'パスワード'],
    ['CAFE\u0301', 'café'],
    ['\u1112\u1161\u11ab글', '한글'],
    ['İstanbul', 'i\u0307stanbul'],
    ['sou\u00adle\u200bmn', 'soulemn'],
    ['①㎏ﬁ', '1kgfi'],
    ['❤\ufe0f', '❤'],
  ])('%s is %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
    expect(foldWithSources(text).text).toBe(folded);
    expect(foldWithSources(text).sources).toHaveLength(folded.length + 1);
  });

  it('end where the searched part ends, never within a character', () => {
    const text = `${'a'.repeat(searchedLength - 1)}😀b`;
    expect(searchedPart(text)).toBe('a'.repeat(searchedLength - 1));
    expect(searchedPart('a'.repeat(searchedLength))).toHaveLength(searchedLength);
  });
});

describe('terms of a text', () => {
  it.each<[string, readonly string[]]>([
    ['密码本', ['密', '码', '本', '密码', '码本']],
    ['密，码', ['密', '码']],
    ['カード', ['カ', 'ー', 'ド', 'カー', 'ード']],
    ['한글', ['한', '글', '한글']],
    ['Wifi 2G', ['w', 'wi', 'wif', 'wifi', '2', '2g']],
    ['用VPN吗', ['用', 'v', 'vp', 'vpn', '吗']],
    ['𠮷野', ['𠮷', '野', '𠮷野']],
    ['好😀👍🏽', ['好', '😀', '👍']],
    ['conversation', ['c', 'co', 'con', 'conv', 'conve', 'conver', 'convers', 'conversa']],
    ['', []],
    ['?! … 。', []],
  ])('%s', (text, terms) => {
    expect(termsOf(text).sort()).toEqual([...terms].sort());
  });

  it('are as few as possible for a query', () => {
    expect([...queryTerms('密码本')]).toEqual(['密码', '码本']);
    expect([...queryTerms('密')]).toEqual(['密']);
    expect([...queryTerms('conversations,vpn密')]).toEqual(['conversa', 'vpn', '密']);
  });

  it('are only taken of texts that every Unicode reads alike', () => {
    expect(isIndexable('密码 wifi 😀')).toBe(true);
    expect(isIndexable('not assigned: \u{3ffff}')).toBe(false);
    expect(isIndexable('half a character: \ud83d')).toBe(false);
  });
});

describe('a query', () => {
  it.each<[string, string, boolean]>([
    ['今晚密码是九八二七', '密', true],
    ['今晚密码是九八二七', '密码', true],
    ['今晚密码是九八二七', '码密', false],
    ['密封的码头', '密码', false],
    ['the report is due', 'port', false],
    ['the port is open', 'POR', true],
    ['please open the port', 'port open', true],
    ['please open the port', 'port closed', false],
    ['微信pay', 'pay', true],
    ['テストです', 'スト', true],
    ['ＡＢＣ公司', 'abc公司', true],
    ['好的👍', '👍', true],
    ['one, two', 'one,', true],
    ['one; two', 'one,', false],
    ['a "quoted" NEAR( word*', '"quoted"', true],
    ['a "quoted" NEAR( word*', 'NEAR(', true],
    ['a "quoted" NEAR( word*', 'word*', true],
    ['words', 'word*', false],
  ])('%s is asked for %s: %s', (text, typed, found) => {
    expect(isFound(text, typed)).toBe(found);
  });

  it.each(['', '   ', '\u3000', '*', '"', '"" ()', '?!', '\ud83d'])(
    'of nothing that can be looked up is none: %j',
    (typed) => {
      expect(parseSearchQuery(typed)).toBeNull();
    },
  );

  it('marks what it found in the original text', () => {
    expect(marked('ＶＰＮ的 Ｐａｓｓ', 'pass vpn')).toEqual(['ＶＰＮ', 'Ｐａｓｓ']);
    expect(marked('ﾊﾟｽ', 'パス')).toEqual(['ﾊﾟｽ']);
    expect(marked('约 5㎏ 左右', '5k')).toEqual(['5㎏']);
    expect(marked('𠮷野家', '野')).toEqual(['野']);
    expect(marked('nothing of it', 'else')).toEqual([]);
  });

  it('looks at the beginning of a very long text only', () => {
    expect(isFound(`${'长'.repeat(searchedLength - 1)}尾`, '尾')).toBe(true);
    expect(isFound(`${'长'.repeat(searchedLength)}尾`, '尾')).toBe(false);
  });
});
