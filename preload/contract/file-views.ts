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

/** What the app itself can show a file as, once all of it is here. */
export type ShownAsView = 'picture' | 'text';

/** Most peaks that the picture of a recording has. */
export const mostVoicePeaks = 100;

/** Longest recording, ms. */
export const maxRecordedMs = 5 * 60_000;

/** What its author says of a recording. */
export interface VoiceView {
  readonly durationMs: number;
  /** How loud it is, in the order of time, each 0 to 1; at most `mostVoicePeaks`. */
  readonly peaks: readonly number[];
}

/** A file, which is shown by its name; inside of the app it is opened only as what it `shows`, and played where it is the `media` that it says. */
export interface FileContentView {
  readonly kind: 'file';
  /** Made safe: one line, nothing that turns it around; its ending is always there. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly state: FileStateView;
  /** What it says that it is, of what can be played; absent for any other. */
  readonly media?: 'audio' | 'video';
  /** It was recorded for this message; absent for any other file. */
  readonly voice?: VoiceView;
  /** Absent for nothing. */
  readonly warning?: FileWarning;
  /** Absent for what the app cannot show. */
  readonly shows?: ShownAsView;
  /** Size in pixels of what `files.preview` gives of it; absent for nothing. */
  readonly preview?: { readonly width: number; readonly height: number };
  /** What goes with it; absent for nothing. Mentions are places in it. */
  readonly caption?: string;
  /** The caption was longer than is kept; absent when it was not. */
  readonly isCut?: boolean;
  /** Files and pictures of one author with the same one were sent together; absent for a file alone. */
  readonly albumId?: string;
}

/** What is told of a file that burns and is covered: how much has to come before it can be opened. */
export interface ConcealedFileView {
  readonly sizeBytes: number;
  readonly state: FileStateView;
}
