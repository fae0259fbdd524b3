/** What is asked of a clipboard or a drag. */
type Transfer = Pick<DataTransfer, 'files' | 'types' | 'getData'> & {
  readonly items?: Iterable<Pick<DataTransferItem, 'kind' | 'webkitGetAsEntry'>>;
};

/** What came by a clipboard or a drag: files, and the names of folders, which are no files. */
export interface Transferred {
  readonly files: readonly File[];
  /** Names of folders. */
  readonly folders: readonly string[];
}

/** Files and folders apart: a folder looks like a file until it is asked what it is. Both lists are in the same order. */
export function transferred({ files, items }: Transfer): Transferred {
  const entries = [...(items ?? [])]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry());
  const isFolder = (index: number): boolean => entries[index]?.isDirectory === true;
  const all = [...files];
  return {
    files: all.filter((_file, index) => !isFolder(index)),
    folders: all.filter((_file, index) => isFolder(index)).map(({ name }) => name),
  };
}

/**
 * What was pasted. Nothing when it is a text: word processors and tables put a picture of the text beside it. A copied file comes with
 * its name as text, but not as a formatted one.
 */
export function pasted(clipboard: Transfer): Transferred {
  const isFormattedText = clipboard.types.includes('text/html') && clipboard.getData('text/plain') !== '';
  return isFormattedText ? { files: [], folders: [] } : transferred(clipboard);
}

/** The name that the engine gives to a picture that was copied and never was a file. */
const namelessPicture = /^image\.(\w+)$/u;

/** A copied picture with a name that says when it was copied; what had a name keeps it. */
export function named(file: File, nameAt: (ending: string) => string): File {
  const ending = namelessPicture.exec(file.name)?.[1];
  if (ending === undefined || !file.type.startsWith('image/')) return file;
  return new File([file], nameAt(ending), { type: file.type, lastModified: file.lastModified });
}

/** Whether files are being dragged, and not a text of this window. */
export function holdsFiles({ types }: Pick<DataTransfer, 'types'>): boolean {
  return types.includes('Files');
}
