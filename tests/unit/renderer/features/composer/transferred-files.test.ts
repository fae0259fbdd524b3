// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import {
  holdsFiles,
  named,
  pasted,
  transferred,
} from '../../../../../renderer/features/composer/transferred-files';

const picture = new File(['p'], 'image.png', { type: 'image/png' });
const page = new File(['t'], 'notes.txt', { type: 'text/plain' });
const folder = new File([''], 'Photos');

function clipboard(files: readonly File[], texts: Readonly<Record<string, string>> = {}): DataTransfer {
  const items = files.map((file) => ({
    kind: 'file',
    webkitGetAsEntry: () => ({ isDirectory: file === folder, name: file.name }),
  }));
  const transfer = {
    files,
    items: [{ kind: 'string', webkitGetAsEntry: () => null }, ...items],
    types: Object.keys(texts),
    getData: (type: string) => texts[type] ?? '',
  };
  // The DOM's lists of files cannot be made by hand; an array is read in the same way.
  return transfer as unknown as DataTransfer;
}

describe('what is pasted', () => {
  it('is a screenshot or a picture copied from a page', () => {
    expect(pasted(clipboard([picture])).files).toEqual([picture]);
    expect(pasted(clipboard([picture], { 'text/html': '<img>' })).files).toEqual([picture]);
  });

  it('is every copied file, whose name stands beside it as text', () => {
    const copied = clipboard([picture, page], { 'text/plain': '/home/lin/image.png' });
    expect(pasted(copied).files).toEqual([picture, page]);
  });

  it('is no file beside formatted text, which stays text', () => {
    const table = clipboard([picture], { 'text/html': '<b>1</b>', 'text/plain': '1' });
    expect(pasted(table)).toEqual({ files: [], folders: [] });
  });

  it('is named by its time where it never was a file, and keeps the name that it has', () => {
    const nameAt = (ending: string): string => `Screenshot 12.04.05.${ending}`;
    expect(named(picture, nameAt).name).toBe('Screenshot 12.04.05.png');
    expect(named(picture, nameAt).type).toBe('image/png');
    expect(named(page, nameAt)).toBe(page);
    expect(named(new File(['x'], 'image.pdf', { type: 'application/pdf' }), nameAt).name).toBe('image.pdf');
  });
});

describe('what is dropped', () => {
  it('is files, and folders by their names, whatever their order', () => {
    expect(transferred(clipboard([picture, folder, page]))).toEqual({
      files: [picture, page],
      folders: ['Photos'],
    });
  });
});

describe('a drag', () => {
  it('is one of files or one of text', () => {
    expect([holdsFiles({ types: ['Files'] }), holdsFiles({ types: ['text/plain'] })]).toEqual([true, false]);
  });
});
