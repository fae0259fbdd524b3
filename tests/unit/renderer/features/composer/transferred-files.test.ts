// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { holdsFiles, pastedPictures } from '../../../../../renderer/features/composer/transferred-files';

const picture = new File(['p'], 'image.png', { type: 'image/png' });
const page = new File(['t'], 'notes.txt', { type: 'text/plain' });

function clipboard(files: readonly File[], texts: Readonly<Record<string, string>> = {}): DataTransfer {
  const transfer = { files, types: Object.keys(texts), getData: (type: string) => texts[type] ?? '' };
  // The DOM's lists of files cannot be made by hand; an array is read in the same way.
  return transfer as unknown as DataTransfer;
}

describe('the pictures of a clipboard', () => {
  it('are those of a screenshot or of a picture copied from a page', () => {
    expect(pastedPictures(clipboard([picture]))).toEqual([picture]);
    expect(pastedPictures(clipboard([picture], { 'text/html': '<img>' }))).toEqual([picture]);
  });

  it('are the copied files that are pictures, whose names stand beside them as text', () => {
    expect(pastedPictures(clipboard([picture, page], { 'text/plain': '/home/lin/image.png' }))).toEqual([
      picture,
    ]);
  });

  it('are none beside formatted text, which stays text', () => {
    expect(pastedPictures(clipboard([picture], { 'text/html': '<b>1</b>', 'text/plain': '1' }))).toEqual([]);
  });
});

describe('a drag', () => {
  it('is one of files or one of text', () => {
    expect([holdsFiles({ types: ['Files'] }), holdsFiles({ types: ['text/plain'] })]).toEqual([true, false]);
  });
});
