/** What is asked of a clipboard or a drag. */
type Transfer = Pick<DataTransfer, 'files' | 'types' | 'getData'>;

/**
 * The pictures of a clipboard. None when it is a text: word processors and tables put a picture of the text beside it.
 * A copied file comes with its name as text, but not as a formatted one.
 */
export function pastedPictures(clipboard: Transfer): readonly File[] {
  const isFormattedText = clipboard.types.includes('text/html') && clipboard.getData('text/plain') !== '';
  if (isFormattedText) return [];
  return [...clipboard.files].filter(({ type }) => type.startsWith('image/'));
}

/** What else is in a clipboard: files that are no pictures, and none when it is a text. */
export function pastedFiles(clipboard: Transfer): readonly File[] {
  const isFormattedText = clipboard.types.includes('text/html') && clipboard.getData('text/plain') !== '';
  if (isFormattedText) return [];
  return [...clipboard.files].filter(({ type }) => !type.startsWith('image/'));
}

/** Whether files are being dragged, and not a text of this window. */
export function holdsFiles({ types }: Pick<DataTransfer, 'types'>): boolean {
  return types.includes('Files');
}
