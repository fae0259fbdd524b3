import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text that breaks layouts, runs, or takes ages to be taken to pieces. */
export interface BadText {
  /** What is bad about it. */
  readonly name: string;
  readonly text: string;
}

/** As much of something over and over as a message may have, in bytes. */
const full = (shred: string): string => shred.repeat(Math.floor(59_000 / Buffer.byteLength(shred)));

/** Signs that are joined, stacked or turned: what a layout has to look at as one. */
const heaped: Readonly<Record<string, string>> = {
  'one letter with 20,000 marks': 'e' + '\u0301'.repeat(20_000),
  'one letter with marks that want another order': 'e' + '\u0301'.repeat(14_000) + '\u0316'.repeat(14_000),
  'marks that are two marks each': 'e' + '\u0344'.repeat(29_000),
  'heaped marks on every letter': full('a\u0300\u0301\u0316\u0317\u0335\u0336\u0338\u0353\u036f'),
  'Thai vowels on one letter': full('ฏ' + '๎'.repeat(300)),
  'letters that join for ever': full('क्'),
  'beginnings of syllables': full('\u1100'),
  faces: full('😀'),
  families: full('👨‍👩‍👧‍👦'),
  'one family of thousands': '👨' + '\u200d👩🏽'.repeat(5_000),
  'halves of flags': full('🇦'),
  'choices of a form': full('a\ufe0f'),
  'tags that nobody sees': 'x' + '\u{e0041}'.repeat(14_000),
  'sentences in one sign': full('﷽'),
  cuneiform: full('𒐫'),
};

/** What is written from the right, and what turns what stands around it. */
const turned: Readonly<Record<string, string>> = {
  'turned and never turned back': '\u202e'.repeat(5_000) + 'turned' + '\u2067'.repeat(5_000),
  'turned at every letter': full('\u202eabc\u202c'),
  'set apart deeper and deeper': full('\u2067a'),
  'Hebrew and figures': full('שלום 123, abc '),
};

/** What may be a line or a space, or is none. */
const spaced: Readonly<Record<string, string>> = {
  'a line for every letter': full('a\n'),
  'line separators': full('a\u2028'),
  'paragraph separators': full('a\u2029'),
  tabs: `x${full('\t')}y`,
  'a table of tabs': full('a\tb\tc\n'),
  'places where a word may break': full('a\u200b'),
  'soft hyphens': full('a\u00ad'),
  'spaces that do not break': full('a\u00a0'),
  'one word of W': full('W'),
  'one word of 60,000 figures and a letter': `${'1'.repeat(58_000)}a`,
};

/** What is looked at for links, names, code and emphasis. */
const marked: Readonly<Record<string, string>> = {
  links: full('https://a.example/b '),
  'links with open brackets': full('https://a.example/(('),
  'one link of 58,000 letters': `https://a.example/${'b'.repeat(58_000)}`,
  'addresses of people': full('tim://add/0OIl?x=1 '),
  'addresses of mail': full('mailto:a@b.example '),
  'scripts as links': full('javascript:alert(1) '),
  'pages as links': full('data:text/html,<script>alert(1)</script> '),
  names: full('@林小满 '),
  'quotes in quotes': full('> ') + 'x',
  ticks: full('`a'),
  fences: full('```\na\n```\n'),
  stars: full('*a '),
  'all marks': full('_*~~`'),
  brackets: full('['),
};

const named = (texts: Readonly<Record<string, string>>): readonly BadText[] =>
  Object.entries(texts).map(([name, text]) => ({ name, text }));

/** Texts that anybody can write in this app. `fixtures` is the folder of the fixtures of all tests. */
export function badTexts(fixtures: string): readonly BadText[] {
  const read = (file: string): string => readFileSync(join(fixtures, 'texts', file), 'utf8');
  // A list of texts, as the file says.
  const listOf = (file: string): readonly string[] => JSON.parse(read(file)) as readonly string[];
  const listed = (name: string, texts: readonly string[]): readonly BadText[] =>
    texts.map((text, index) => ({ name: `${name} ${index + 1}`, text }));
  const files = {
    '10,000 lines': 'lines-10000.txt',
    'one word of 59,990 letters': 'word-59990.txt',
    '300 line breaks and words': 'leading-300-newlines-then-text.txt',
    'words and 500 line breaks': 'trailing-500-newlines.txt',
    'characters beyond the first plane': 'cjk-extension-b.txt',
    'families with joiners': 'emoji-zwj-families.txt',
    'signs of Arabic': 'rtl-arabic-punctuation.txt',
    'turned to its end': 'bidi-override-unclosed.txt',
    'heaped marks': 'zalgo.txt',
  };
  return [
    ...listed('markup', listOf('markup.json')),
    // What has nothing that can be seen is refused.
    ...listed(
      'control signs',
      listOf('nul-and-controls.json').filter((_, index) => index !== 1),
    ),
    ...listed(
      'half characters',
      listOf('lone-surrogates.json').filter((text) => text.length > 2 || text.startsWith('好')),
    ),
    ...Object.entries(files).map(([name, file]) => ({ name, text: read(file) })),
    ...[heaped, turned, spaced, marked].flatMap(named),
  ];
}

/** Texts that this app would not send: longer than a message may be, or of nothing that can be seen. */
export const foreignTexts: readonly BadText[] = named({
  'nothing but line breaks': '\n'.repeat(200_000),
  'nothing but spaces': ' '.repeat(200_000),
  'letters that are not drawn': '\u3164'.repeat(65_536),
  'blank signs of Braille': '\u2800'.repeat(65_536),
  'NULs and a letter': '\0'.repeat(65_000) + 'x',
  'one word of 100,000 letters': 'w'.repeat(100_000),
  '50,000 families': '👨‍👩‍👧‍👦'.repeat(50_000),
  '5,000 links': 'https://a.example/some/where '.repeat(5_000),
  'very many characters of Chinese': '长'.repeat(300_000),
  'very many heaped marks': 'e' + '\u0301'.repeat(300_000),
});
