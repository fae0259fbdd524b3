import { describe, expect, it } from 'vitest';
import { textPieces } from '../../../../../renderer/features/shown-text/text-pieces';

const piecesOf = (text: string, isFormatted = true) => textPieces(text, { mentions: [], isFormatted });
const linksOf = (text: string) =>
  piecesOf(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []));

/** A text as it is seen, with the styles around what has them. */
function seen(text: string): string {
  return piecesOf(text)
    .filter(({ kind }) => kind !== 'mark')
    .map((piece) => {
      const styles = [
        piece.isBold && 'b',
        piece.isItalic && 'i',
        piece.isStruck && 's',
        piece.kind !== 'plain' && piece.kind,
      ].filter((style) => style !== false);
      return styles.length === 0 ? piece.text : `[${styles.join('+')} ${piece.text}]`;
    })
    .join('');
}

describe('links in a text', () => {
  it.each([
    ['看 https://example.org/a?b=c#d 吧', ['https://example.org/a?b=c#d']],
    ['HTTP://EXAMPLE.ORG and www.example.org/x', ['HTTP://EXAMPLE.ORG', 'www.example.org/x']],
    ['mailto:lin@example.org.', ['mailto:lin@example.org']],
    ['加我：tim://add/3mJr7AoUXx2Wqd，谢谢', ['tim://add/3mJr7AoUXx2Wqd']],
    ['http://localhost:3000/x http://[::1]/', ['http://localhost:3000/x', 'http://[::1]/']],
    ['https://例子.测试/路径 好', ['https://例子.测试/路径']],
    ['https://pаypal.com', ['https://pаypal.com']],
  ])('are found: %s', (text, links) => {
    expect(linksOf(text)).toEqual(links);
  });

  it.each([
    ['见https://t.cn/RUy3HJN然后回来', ['https://t.cn/RUy3HJN']],
    ['《一》http://t.cn/a《二》http://t.cn/b（三）', ['http://t.cn/a', 'http://t.cn/b']],
    ['（http://src.cool）与您！', ['http://src.cool']],
    ['看 https://example.org，再见。', ['https://example.org']],
    ['https://example.org看这里', ['https://example.org']],
    ['https://example.org/看这里', ['https://example.org/']],
    ['https://zh.wikipedia.org/wiki/道_(消歧义)', ['https://zh.wikipedia.org/wiki/道_(消歧义)']],
    ['Is it https://example.org/a_(b)?', ['https://example.org/a_(b)']],
    ['(see https://example.org/x).', ['https://example.org/x']],
    ['"https://example.org/x", he said', ['https://example.org/x']],
    ['<https://example.org/x>', ['https://example.org/x']],
    ['https://example.org/x😀', ['https://example.org/x']],
  ])('end where the sentence goes on, in Chinese without a space, too: %s', (text, links) => {
    expect(linksOf(text)).toEqual(links);
  });

  it.each([
    'https://bank.example@evil.example/',
    'https://user:secret@example.org/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'xhttps://example.org',
    'https://',
    'https:///example.org',
    'www.',
    'www.example',
    'http://no-dot',
    'mailto:',
    'mailto:lin@example.org?attach=/etc/passwd',
    'tim://add/',
    'tim://add/0OIl',
    'tim://delete/3mJr7AoUXx2Wqd',
    `https://example.org/${'a'.repeat(3_000)}`,
  ])('are none: %s', (text) => {
    expect(linksOf(text)).toEqual([]);
  });

  it('are not cut or formatted by the stars and lines in them', () => {
    const links = [
      'https://example.org/html_node/Usage_of_it.html',
      'https://example.org/_foo_/__init__.py#L16',
      'https://example.org/merge_requests/1',
      'https://example.org/*a*/~~b~~/x',
    ];
    for (const link of links) expect(seen(`${link} und ${link}`)).toBe(`[link ${link}] und [link ${link}]`);
    expect(seen('**https://example.org/a_b**')).toBe('[b+link https://example.org/a_b]');
  });
});

describe('what people type to format', () => {
  it.each([
    ['*one* and **two**', '[b one] and [b two]'],
    ['_one_, ~~two~~!', '[i one], [s two]!'],
    ['这是**重点**吗', '这是[b 重点]吗'],
    ['“*重要*”', '“[b 重要]”'],
    ['*a _b* c_', '[b a ][b+i b][i  c]'],
    ['run `npm *test*` now', 'run [code npm *test*] now'],
    ['a\n```ts\nlet x = `*1*`;\n```\nb', 'a\n[codeBlock let x = `*1*`;]b'],
    ['```inline```', '[code inline]'],
    ['say ```one\ntwo``` now', 'say [code one\ntwo] now'],
    ['**`x`**', '[b+code x]'],
  ])('%j is shown as %s', (text, shown) => {
    expect(seen(text)).toBe(shown);
  });

  it.each([
    'snake_case_name and AM_CONDITIONAL_X',
    '/usr/lib/_private_/a_b_c.txt',
    'C:\\my_files\\_old_\\x',
    '__init__.py',
    '2*3*4 = 24, 2 * 3 * 4',
    '2**3**4',
    '面积=长*宽*高',
    '需求_v2_最终.docx',
    'rm *.o *.a',
    '* eins\n* zwei',
    '*_* und -_- und >_<',
    '***',
    '~~~~',
    '*not\nover a line*',
    '`a\nb`',
    '``` nothing ends it',
    '` `',
    '* a*',
    '*a *',
    'a ~ b ~ c',
  ])('%j stays what it is', (text) => {
    expect(seen(text)).toBe(text);
  });

  it('is shown as it was typed where nobody wants it, and links are links all the same', () => {
    const kinds = piecesOf('*a* `b` https://example.org', false).map(({ kind, text }) => [kind, text]);
    expect(kinds).toEqual([
      ['plain', '*a* `b` '],
      ['link', 'https://example.org'],
    ]);
  });

  it('leaves whom the text calls in their places', () => {
    const mentions = [{ start: 3, length: 6, isMe: true }];
    const kinds = textPieces('*a @Alice_ b_*', { mentions, isFormatted: true });
    expect(kinds.map(({ kind, text, isBold }) => [kind, text, isBold])).toEqual([
      ['mark', '*', false],
      ['plain', 'a ', true],
      ['mention', '@Alice', true],
      ['plain', '_ b_', true],
      ['mark', '*', true],
    ]);
  });
});
