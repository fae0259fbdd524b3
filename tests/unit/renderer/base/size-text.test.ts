import { describe, expect, it } from 'vitest';
import { sizeText } from '../../../../renderer/base/size-text';

describe('a number of bytes', () => {
  it.each([
    [0, 'en', '0 bytes'],
    [999, 'en', '999 bytes'],
    [1_000, 'en', '1 kB'],
    [1_440, 'en', '1.4 kB'],
    [523_400, 'en', '523 kB'],
    [4_300_000_000, 'en', '4.3 GB'],
    [999, 'zh-CN', '999字节'],
    [1_440_000, 'zh-CN', '1.4 MB'],
  ])('%d in %s is %s', (bytes, locale, text) => {
    expect(sizeText(bytes, locale)).toBe(text);
  });
});
