import { describe, expect, it } from 'vitest';
import { maxTextBytes, refuseText } from '../../../main/domain/text-policy';

describe('the text policy', () => {
  it.each<[string, string, string | null]>([
    ['nothing', '', 'textEmpty'],
    ['white space', ' \n\t\u3000\u00a0', 'textEmpty'],
    ['one character', '好', null],
    ['as many bytes as fit', 'a'.repeat(maxTextBytes), null],
    ['a byte more', 'a'.repeat(maxTextBytes + 1), 'textTooLong'],
    ['Chinese that fits: three bytes a character', '密'.repeat(maxTextBytes / 3), null],
    ['Chinese a character longer', '密'.repeat(maxTextBytes / 3 + 1), 'textTooLong'],
    ['emoji: four bytes, two units', '😀'.repeat(maxTextBytes / 4 + 1), 'textTooLong'],
  ])('judges %s', (_name, text, refusal) => {
    expect(refuseText(text)).toBe(refusal);
  });
});
