import type { SeededChance } from '../seeded-chance';

/** Pieces that programs have stumbled over. */
const pieces = [
  '',
  '..',
  '../',
  '..\\',
  '/etc/passwd',
  'C:\\',
  '\\\\host\\share',
  '%2e%2e%2f',
  '%00',
  '\u0000',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u3164',
  '\ufeff',
  '\ud800',
  '\udfff',
  '😀',
  '👩‍👩‍👧',
  'e\u0301'.repeat(3),
  '周一帆',
  'xn--80ak6aa92e',
  'CON',
  'nul.txt',
  'com¹',
  '.exe',
  '.tar.gz',
  '.',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '"',
  "'",
  '<img src=x onerror=alert(1)>',
  '${x}',
  '{{x}}',
  '__proto__',
  'constructor',
  'javascript:alert(1)',
  'file:///',
  'smb://a/b',
  'https://a@b.example',
  'https://',
  'http://0x7f.1',
  'mailto:a@b.example?attach=x',
  'tim://add/',
  'TIM://ADD/',
  'tim:',
  'app://bundle/',
  'wss://',
  'ws://[::1]:',
  ':65536',
  '--screenshot',
  '--window=',
  '--lang',
  '--user-data-dir=',
  '9'.repeat(30),
  '-1',
  '1e999',
  'a'.repeat(300),
  '界'.repeat(200),
] as const;

/** A character of any plane, lone surrogates among them. */
const anyCharacter = (chance: SeededChance): string => String.fromCharCode(chance.below(0x1_0000));

/** A text that nobody meant: pieces, characters, and now and then one of them thousands of times. */
export function wildText(chance: SeededChance): string {
  let text = '';
  for (let count = chance.below(7); count >= 0; count -= 1) {
    text += chance.below(3) === 0 ? anyCharacter(chance) : (chance.pick(pieces) ?? '');
  }
  return chance.below(200) === 0 ? text.repeat(chance.below(2_000)) : text;
}

/** A text as it should be, with one place that is not. */
export function nearly(whole: string, chance: SeededChance): string {
  const place = chance.below(whole.length + 1);
  const rest = whole.slice(place + chance.below(3));
  return whole.slice(0, place) + (chance.below(4) === 0 ? '' : wildText(chance)) + rest;
}

/** Anything that can cross to the main process: the depth is bounded as that of a page's own data is. */
export function wildValue(chance: SeededChance, keys: readonly string[], depth = 3): unknown {
  const simple: readonly unknown[] = [
    null,
    undefined,
    true,
    Number.NaN,
    -0,
    2 ** 53,
    -1,
    chance.below(1_000),
    1n,
    new Date(Number.NaN),
    new Uint8Array(chance.below(9)),
    new Map([['a', 1]]),
  ];
  const kind = chance.below(depth === 0 ? 2 : 4);
  if (kind === 0) return chance.pick(simple);
  if (kind === 1) return wildText(chance);
  const below = (): unknown => wildValue(chance, keys, depth - 1);
  if (kind === 2) return Array.from({ length: chance.below(4) }, below);
  const names = [...keys, '__proto__', 'constructor', 'then', 'toString', wildText(chance)];
  return Object.fromEntries(
    Array.from({ length: chance.below(6) }, () => [chance.pick(names) ?? '', below()]),
  );
}
