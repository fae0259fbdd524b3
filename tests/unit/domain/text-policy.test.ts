import { describe, expect, it } from 'vitest';
import { maxKeptTextLength, maxTextBytes, refuseText, toKeptText } from '../../../main/domain/text-policy';

describe('the text policy', () => {
  it.each<[string, string, string | null]>([
    ['nothing', '', 'textEmpty'],
    ['white space', ' \n\t\u3000\u00a0', 'textEmpty'],
    ['one character', '好', null],
    ['as many bytes as fit', 'a'.repeat(maxTextBytes), null],
    ['a byte more', 'a'.repeat(maxTextBytes + 1), 'textTooLong'],
    ['Chinese that fits: three bytes a character', '密'.repeat(maxTextBytes / 3), null],
    ['Chinese a character longer', '密'.repeat(maxTextBytes / 3 + 1), 'textTooLong'],
    ['a hundred thousand letters', 'a'.repeat(100_000), 'textTooLong'],
    ['ten thousand emoji', '😀'.repeat(10_000), null],
    ['ten thousand families of seven characters', '👨‍👩‍👧‍👦'.repeat(10_000), 'textTooLong'],
    ['emoji: four bytes, two units', '😀'.repeat(maxTextBytes / 4 + 1), 'textTooLong'],
  ])('judges %s', (_name, text, refusal) => {
    expect(refuseText(text)).toBe(refusal);
  });

  it('keeps as much of an arriving text as any chat can hold, and says that it is not all', () => {
    const emoji = '😀'.repeat(10_000);
    expect(toKeptText(emoji)).toEqual({ text: emoji, isCut: false });
    const kept = toKeptText('a'.repeat(100_000));
    expect([kept.text.length, kept.isCut]).toEqual([maxKeptTextLength, true]);
    // Half a character at the end would be no text.
    const families = toKeptText('a' + '😀'.repeat(50_000));
    expect([families.text.length, families.isCut]).toEqual([maxKeptTextLength - 1, true]);
  });
});
