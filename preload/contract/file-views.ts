import type { FailureCode } from './result';

/**
 * Where the bytes of a file are on their way. `offered`: its author has them, and nobody here has asked; `waiting`: they are wanted, and
 * their author gives none at the moment; `here`: all of them, and they are what their author said.
 */
export type FileStateView =
  | { readonly kind: 'here' }
  | { readonly kind: 'offered' }
  | { readonly kind: 'waiting' | 'fetching' | 'paused'; readonly doneBytes: number }
  | { readonly kind: 'failed'; readonly reason: FailureCode };

/** What about a file should be known before it is opened: the system may run it, or its name seems to end before its end. */
export type FileWarning = 'program' | 'twoEndings';

/** A file, which is shown by its name and never opened by the window. */
export interface FileContentView {
  readonly kind: 'file';
  /** Made safe: one line, nothing that turns it around; its ending is always there. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly state: FileStateView;
  /** Absent for nothing. */
  readonly warning?: FileWarning;
}
