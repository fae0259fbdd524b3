import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideExternalLink } from '../../main/app/external-link';
import { partsOf } from '../../renderer/features/shown-text/long-chains';
import { textPieces } from '../../renderer/features/shown-text/text-pieces';

/**
 * How many characters are looked at while a text is taken to pieces: one for each call, all that a search passes, and all that
 * is copied.
 */
function readsOf(text: string): number {
  let count = 0;
  const costOf = (name: string | symbol, args: readonly unknown[], answer: unknown): number => {
    if (name === 'indexOf') return 1 + (answer === -1 ? text.length : Number(answer)) - Number(args[1] ?? 0);
    return name === 'slice' ? 1 + String(answer).length : 1;
  };
  const watched = new Proxy(Object(text) as object, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) => {
        const answer: unknown = Reflect.apply(value, text, args);
        count += costOf(name, args, answer);
        return answer;
      };
    },
  });
  // Like a text in all that is asked of one.
  textPieces(watched as unknown as string, { mentions: [], isFormatted: true });
  return count;
}

/** Pieces of which people, and those who want to confuse the app, make texts. */
const shred = fc.oneof(
  fc.constantFrom('*', '**', '_', '~~', '`', '```', '\n', ' ', '@', '(', ')', '/', '.', '，', '重', '\u202e'),
  fc.constantFrom(
    'https://',
    'http://',
    'www.',
    'mailto:',
    'tim://add/',
    'example.org',
    'xn--',
    '[::1]',
    ':80',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const hostile = fc.array(shred, { maxLength: 80 }).map((shreds) => shreds.join(''));

describe('a text in pieces', () => {
  it('is the text that was typed, whatever was typed', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), fc.nat(100), (text, isFormatted, start) => {
        const mentions = start < text.length ? [{ start, length: 3, isMe: false }] : [];
        const pieces = textPieces(text, { mentions, isFormatted });
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.every((piece) => piece.text !== '')).toBe(true);
      }),
    );
  });

  it('is cut between joined signs into parts that are the text, and not where people join them', () => {
    const joinedOf = fc.array(fc.constantFrom('👩🏽', '\u200d', 'a', '❤\ufe0f', 'क्'), { maxLength: 400 });
    fc.assert(
      fc.property(joinedOf, (signs) => {
        const text = signs.join('');
        expect(partsOf(text).join('')).toBe(text);
      }),
    );
    expect(partsOf('👩🏽‍❤️‍💋‍👨🏿'.repeat(100) + '👨‍👩‍👧‍👦'.repeat(100))).toHaveLength(1);
    const chain = `👨${'\u200d👩🏽'.repeat(10_000)}`;
    expect(partsOf(chain).every((part) => part.length < 120)).toBe(true);
  });

  it('has no link that would be refused when it is opened', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const piece of textPieces(text, { mentions: [], isFormatted: true })) {
          if (piece.kind !== 'link' || piece.target.kind !== 'outside') continue;
          expect(decideExternalLink(piece.target.href).kind).not.toBe('refuse');
        }
      }),
    );
  });

  it.each([
    '*a ',
    '**a',
    '_a ',
    '~~a ',
    '`a ',
    '``a',
    '```a',
    '``` ',
    '` ',
    'https://',
    'www.',
    'www.a.b.c ',
    'https://a.b(',
    'https://a.b)]',
    'mailto:a@b ',
    '*a*',
    '`a`',
    '*_~`',
    '重*重',
  ])(
    'is at most a few thousand of them, and looks at every character a few times only: %j over and over',
    (shreds) => {
      const long = shreds.repeat(Math.ceil(65_536 / shreds.length));
      expect(textPieces(long, { mentions: [], isFormatted: true }).length).toBeLessThan(4_000);
      const [short, double] = [readsOf(long.slice(0, 16_384)), readsOf(long.slice(0, 32_768))];
      expect(double).toBeLessThan(short * 2.5 + 1_000);
    },
  );
});
