import type { FailureCode } from './result';

/**
 * Where the bytes of a file are on their way. `offered`: its author has them, and nobody here has asked; `waiting`: they are wanted, and
 * their author gives none at the moment; `here`: all of them, and they are what their author said; `removed`: the own copy was cleaned
 * away, and nobody gets it any more.
 */
export type FileStateView =
  | {
      readonly kind: 'here';
      /** Of an own one, who fetches it from here, in the order of asking; absent for nobody. */
      readonly fetchers?: readonly FileFetcherView[];
      /** The user gives nothing of it at the moment; absent otherwise. */
      readonly isHeldBack?: true;
    }
  | { readonly kind: 'removed' }
  | { readonly kind: 'offered' }
  | { readonly kind: 'waiting' | 'fetching' | 'paused'; readonly doneBytes: number }
  | { readonly kind: 'failed'; readonly reason: FailureCode };

/** Somebody who fetches an own file from here, in this run of the app. */
export interface FileFetcherView {
  readonly node: string;
  readonly name: string;
  /** How far they are; all of it: they have it. */
  readonly doneBytes: number;
}

/** Kinds of files, for what comes by itself and for what is cleaned away. */
export const fileKinds = ['pictures', 'voice', 'video', 'files'] as const;
export type FileKindView = (typeof fileKinds)[number];

/** What comes without a click. Strangers are never fetched from. */
export interface AutoFetchView {
  /** Largest file of each kind, bytes; 0: none of it. */
  readonly mostBytes: Readonly<Record<FileKindView, number>>;
  /** Also what members of rooms send who are no friends. */
  readonly fromMembers: boolean;
}

/** How much of one kind lies on this computer. */
export interface FileUsageView {
  readonly kind: FileKindView;
  /** Fetched here: it can be fetched again as long as its author has it. */
  readonly fetchedCount: number;
  readonly fetchedBytes: number;
  /** Sent from here: others fetch it from here. */
  readonly ownCount: number;
  readonly ownBytes: number;
}

/** What the files of one chat take. */
export interface ChatUsageView {
  readonly conversationId: string;
  readonly title: string;
  /** Kinds of which there is something. */
  readonly kinds: readonly FileUsageView[];
}

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
