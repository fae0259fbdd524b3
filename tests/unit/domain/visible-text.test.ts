import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasVisible, withoutBlankEnds } from '../../../main/domain/visible-text';
import { refuseText } from '../../../main/domain/text-policy';
import { toOneLine } from '../../../main/views/one-line';
import { firstPart, furtherPart, partOf, startOf } from '../../../main/views/text-part';
import { hasVisible as hasVisibleInWindow } from '../../../renderer/base/visible-text';

const fixture = (name: string): string => readFileSync(join(__dirname, '../../fixtures/texts', name), 'utf8');
// A list of texts, as the file says.
const invisible = JSON.parse(fixture('invisible-messages.json')) as readonly string[];
const shown = (text: string): string => {
  const { start, end } = withoutBlankEnds(text);
  return text.slice(start, end);
};

describe('a text of which nothing can be seen', () => {
  it('C5: is refused as an empty one, and shows no words anywhere', () => {
    expect(invisible.length).toBeGreaterThan(5);
    for (const text of [...invisible, `${invisible.join('')} \n\t`, '', ' \n ']) {
      expect([refuseText(text), toOneLine(text), shown(text)]).toEqual(['textEmpty', '', '']);
    }
  });

  it('C5: is told from one in which a single sign can be', () => {
    for (const sign of ['a', '。', '👍', '\u2764\ufe0f', '我', '.']) {
      expect(refuseText(`${invisible.join('')}${sign}`)).toBeNull();
    }
  });

  it('C5: is one to the window and to main alike, whatever the character', () => {
    const different: number[] = [];
    for (let code = 0; code <= 0x10ffff; code += code < 0x30000 || code >= 0xe0000 ? 1 : 997) {
      const character = String.fromCodePoint(code);
      if (hasVisible(character) !== hasVisibleInWindow(character)) different.push(code);
    }
    expect(different).toEqual([]);
  });

  it('keeps nobody waiting, however long it is', () => {
    for (const filler of ['\u200b', '\n', '\u{e0020}']) expect(hasVisible(filler.repeat(30_000))).toBe(false);
  });
});

describe('the ends of a text', () => {
  it('C4: are shown without their blank lines, and the preview begins with words', () => {
    const leading = fixture('leading-300-newlines-then-text.txt');
    const trailing = fixture('trailing-500-newlines.txt');
    for (const text of [leading, trailing]) {
      const { text: part, nextFrom } = partOf(text, startOf(text), firstPart);
      expect(part).toBe(text.trim());
      expect(nextFrom).toBeNull();
      expect(toOneLine(text)).toBe(toOneLine(text.trim()));
      expect(toOneLine(text)).not.toBe('');
    }
  });

  it('keep the indentation of the first line, and what belongs to the last sign', () => {
    expect(shown('\n \n  code\n    more\n\n')).toBe('  code\n    more');
    expect(shown('fine \u2764\ufe0f \n')).toBe('fine \u2764\ufe0f');
    expect(shown('👨\u200d👩\u200d👧\u200b\n\n')).toBe('👨\u200d👩\u200d👧\u200b');
  });

  it('are cut from nothing that can be seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cut = shown(text);
        expect(hasVisible(cut)).toBe(hasVisible(text));
        expect(text.includes(cut)).toBe(true);
        expect(toOneLine(cut)).toBe(toOneLine(text));
      }),
      { examples: [['!\t\u0000']] },
    );
  });
});

describe('one line of heaped marks', () => {
  it('has the words, and no more marks on a letter than a language writes', () => {
    const heap = '\u0300\u0301\u0316\u0335'.repeat(30);
    expect(toOneLine(`Z${heap}a${heap} says hello`)).toBe(
      'Z\u0300\u0301\u0316a\u0300\u0301\u0316 says hello',
    );
    expect(toOneLine('नमस्ते, xin chào, สวัสดี')).toBe('नमस्ते, xin chào, สวัสดี');
  });
});

describe('ten thousand lines', () => {
  const lines = fixture('lines-10000.txt');

  it('C4: are folded to some, and shown in bounded steps', () => {
    const parts: string[] = [];
    let from: number | null = startOf(lines);
    while (from !== null) {
      const part = partOf(lines, from, parts.length === 0 ? firstPart : furtherPart);
      expect(part.text.split('\n').length).toBeLessThanOrEqual(parts.length === 0 ? 25 : 401);
      parts.push(part.text);
      from = part.nextFrom;
      if (from !== null)
        expect(part.isRestShort).toBe(
          from + 1 > lines.length - furtherPart.length && lines.slice(from).trim().split('\n').length <= 400,
        );
    }
    expect(parts.join('')).toBe(lines.trimEnd());
    expect(parts.length).toBeGreaterThan(20);
  });

  it('C4: fill no more than a screen at first, however wide their letters are', () => {
    const firstOf = (sign: string): number =>
      partOf(sign.repeat(3_000), 0, firstPart).text.length / sign.length;
    expect([
      firstOf('l'),
      firstOf('W'),
      firstOf('长'),
      firstOf('😀'),
      firstOf('\t|'),
      firstOf('\ufdfd'),
    ]).toEqual([1_600, 800, 800, 800, 177, 80]);
    // Nothing is lost in between.
    const text = '\ufdfd长W\t'.repeat(200);
    const first = partOf(text, 0, firstPart);
    expect(first.text + partOf(text, first.nextFrom ?? 0, furtherPart).text).toBe(text.trimEnd());
  });

  it('C4: of which thirty are left say that one step shows them all', () => {
    const text = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n');
    expect(partOf(text, 0, firstPart)).toMatchObject({ isRestShort: true });
    expect(partOf('short', 0, firstPart)).toEqual({ text: 'short', nextFrom: null, isRestShort: false });
  });
});
