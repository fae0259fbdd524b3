import { describe, expect, it } from 'vitest';
import { nameParts } from '../../../../../renderer/features/conversation/file-name-parts';

describe('the name of a file that may be cut', () => {
  it.each([
    ['report of the year.pdf', 'report of the ', 'year.pdf'],
    ['photo.jpg.exe', 'photo', '.jpg.exe'],
    ['.profile', '.pro', 'file'],
    ['a', '', 'a'],
    ['年度报告😀.docx', '年', '度报告😀.docx'],
    [`a.${'b'.repeat(100)}`, `a.${'b'.repeat(80)}`, 'b'.repeat(20)],
  ])('%s keeps its end', (name, head, tail) => {
    expect(nameParts(name)).toEqual({ head, tail });
  });
});
