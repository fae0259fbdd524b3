import type { FileStateView } from '../../preload/contract/file-views';
import type { FileInfo } from '../domain/file';

/** Where the bytes of a file are, by what is stored of it; `offered` for what is no file. */
export const toFileState = (file: FileInfo | null): FileStateView =>
  file?.isCarried === true ? { kind: 'here' } : { kind: 'offered' };
