import { describe, expect, it } from 'vitest';
import { likenessOf } from '../../../main/domain/likeness';
import lookAlikes from '../../fixtures/names/look-alike.json';

describe('the likeness of a name', () => {
  it('is one for all that look like it', () => {
    expect(new Set(lookAlikes.map(likenessOf))).toEqual(new Set([likenessOf('Alice')]));
    for (const [one, other] of [
      ['Ilya', 'llya'],
      ['Marn', 'Mam'],
      ['paypal', 'раураӏ'],
      ['张 伟', '张伟.'],
      ['Bob (XNXiw9n6zgL)', 'B0b'],
      ['ﾁｬﾝ', 'チャン'],
    ] as const) {
      expect(likenessOf(one)).toBe(likenessOf(other));
    }
  });

  it('is another one for other names', () => {
    const names = ['Alice', 'Bob', '张伟', '张炜', '林小满', 'محمد', 'משה', '🌙', '🔥'];
    expect(new Set(names.map(likenessOf)).size).toBe(names.length);
  });

  it('is never empty for a name, and empty for none', () => {
    expect(likenessOf('...')).not.toBe('');
    expect(likenessOf('')).toBe('');
  });
});
