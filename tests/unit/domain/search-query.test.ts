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
    ['CAFE\u0301', 'cafe'],
    ['Œuvre Łódź, Straße', 'oeuvre lodz, strasse'],
    ['ΟΔΌΣ οδός', 'οδοσ οδοσ'],
    ['ЁЛКА й', 'елка й'],
    ['がぎ', 'がぎ'],
    ['हिन्दी', 'हिन्दी'],
    ['\u1112\u1161\u11ab글', '한글'],
    ['İstanbul ılık', 'istanbul ilik'],
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
    ['好😀👍🏽', ['好', '😀', '👍', '🏽']],
    ['🇨🇳🇺🇸 ¥5 C++', ['🇨🇳', '🇺🇸', '¥', '5', 'c', '+']],
    ['a12345', ['a', 'a1', 'a12', 'a123', 'a1234', 'a12345', '5', '45', '345', '2345', '12345']],
    [
      'www.example.com',
      ['w', 'ww', 'www', 'e', 'ex', 'exa', 'exam', 'examp', 'exampl', 'example', 'c', 'co', 'com', '\r://'],
    ],
    ['conversation', ['c', 'co', 'con', 'conv', 'conve', 'conver', 'convers', 'conversa']],
    ['', []],
    ['?! … 。', []],
  ])('%s', (text, terms) => {
    expect(termsOf(text).sort()).toEqual([...terms].sort());
  });

  it('are as few as possible for a query', () => {
    const first = (typed: string): readonly string[] => [...(queryTerms(typed)[0] ?? [])];
    expect(first('密码本')).toEqual(['密码', '码本']);
    expect(first('密')).toEqual(['密']);
    expect(first('conversations,vpn密')).toEqual(['conversa', 'vpn', '密']);
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
    ['Lucía vive en el café', 'lucia CAFE', true],
    ['la mañana', 'MANANA', true],
    ['Benoit', 'Benoît', true],
    ['⭐️👁️ Lorem', '⭐️👁️', true],
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

  it('finds capital letters by small ones in Turkish, Greek and Russian, and leaves Japanese and Hindi their marks', () => {
    for (const [text, typed] of [
      ['İSTANBUL’DA IŞIK', 'istanbul ışık'],
      ['ΟΔΟΣ', 'οδός'],
      ['ЁЛКА', 'елка'],
    ] as const)
      expect(isFound(text, typed)).toBe(true);
    expect(foldText('かぎ हिन्दी май')).toBe('かぎ हिन्दी май');
    expect([isFound('かぎ', 'かき'), isFound('май', 'маи')]).toEqual([false, false]);
  });

  it('finds the words of an address, each by itself', () => {
    const text = 'see https://en.m.wikipedia.org/wiki/Main_Page?a=1#top';
    for (const typed of ['wikipedia', 'en.m', 'wiki/main', 'page', 'top'])
      expect([typed, isFound(text, typed)]).toEqual([typed, true]);
  });

  it('marks letters with their accents, and what is one letter in one language and two in another', () => {
    expect(marked('Lucía y el Cafe\u0301', 'cafe lucia')).toEqual(['Lucía', 'Cafe\u0301']);
    expect(marked('die Straße', 'strasse')).toEqual(['Straße']);
  });

  it.each([
    ['figures that end in a letter', `${'1'.repeat(600_000)}a`],
    ['marks that want another order', `e${'\u0301'.repeat(300_000)}${'\u0316'.repeat(300_000)}`],
    ['marks that are two each', `e${'\u0344'.repeat(300_000)}`],
    ['one word', 'w'.repeat(600_000)],
  ])('is looked for in %s, however many, in time that grows with the text', (_name, text) => {
    expect(searchTerms(text).size).toBeLessThan(8_000);
    expect(isFound(text, 'nothing')).toBe(false);
    expect(foldWithSources(text).sources.length).toBeGreaterThan(1);
  });

  it('C6: looks at all of a very long text', () => {
    expect(isFound(`${'长'.repeat(searchedLength - 1)}尾`, '尾')).toBe(true);
    expect(isFound(`${'长'.repeat(searchedLength)}尾`, '尾')).toBe(true);
    expect(marked(`${'长 '.repeat(30_000)}尾巴`, '尾巴')).toEqual(['尾巴']);
  });

  it.each<[string, string, boolean]>([
    ['订单号 SF1234567890123', '0123', true],
    ['订单号 SF1234567890123', '567890123', true],
    ['订单号 SF1234567890123', '7890', false],
    ['+8613812345678', '13812345678', true],
    ['尾号5678的卡', '678的', true],
    ['number 5678abc', '78abc', false],
    ['一共 ¥128', '¥', true],
    ['用 C++ 写', 'c++', true],
    ['🇨🇳🇺🇸', '🇺🇸', true],
    ['🇨🇳🇺🇸', '🇳🇺', false],
    ['见 https://example.com/a?b=1', '?b=1', true],
  ])('C6: %s is asked for %s: %s', (text, typed, found) => {
    expect(isFound(text, typed)).toBe(found);
  });

  it('C6: of a part of a text has terms that the text has, wherever the part stands', () => {
    const filler = Array.from({ length: 4_000 }, (_, index) => `填充${index} `).join('');
    for (const at of [0, 1_500, 1_995, 2_000, 2_600, 9_000, 20_000]) {
      for (const piece of ['needle2000', '尾号13812345678', '🇨🇳', 'wörter¥']) {
        const text = `${filler.slice(0, at)} ${piece} ${filler.slice(at)}`;
        const terms = searchTerms(text);
        for (const typed of [piece, piece.slice(0, 6), piece.slice(-4)]) {
          const query = parseSearchQuery(typed);
          if (query === null || !matchesQuery(text, query)) continue;
          const fits = query.choices.every((choice) =>
            choice.some((all) => [...all].every((term) => terms.has(term))),
          );
          expect([at, typed, fits]).toEqual([at, typed, true]);
        }
      }
    }
  });

  it('C6: of a very long text without order has a bounded number of terms', () => {
    const wild = Array.from({ length: 60_000 }, (_, index) =>
      String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
    ).join('');
    expect(searchTerms(wild).size).toBeLessThan(8_000);
    expect(isFound(wild, wild.slice(40_000, 40_004))).toBe(true);
  });
});
