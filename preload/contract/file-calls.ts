import type { ChatUsageView, FileKindView, VoiceView } from './file-views';
import type { ImageBytesView, MessageView } from './message-views';
import type { FailureCode, Result } from './result';

/** Most bytes of a file that one call carries. */
export const maxAppendedBytes = 1024 * 1024;

/** A file that was taken in, as it is sent. */
export interface FileDraft {
  readonly uploadId: string;
  readonly conversationId: string;
  /** A small picture of it: JPEG, PNG or WebP, at most `maxPreviewBytes`; null for none. */
  readonly preview: Uint8Array | null;
  /** What goes with it, at most 1,024 UTF-16 units; empty for nothing. */
  readonly caption: string;
  /** As those of a text. */
  readonly mentions: readonly string[];
  /** A UUID that it shares with what is sent together with it; absent for a file alone. */
  readonly albumId?: string;
  /** Reading time after reveal in seconds; null for a message that stays. */
  readonly burnSeconds: number | null;
  /** The message of the same chat that this one answers; null for none. */
  readonly replyToId: string | null;
  /** The kept draft that ends with this file, if it does. */
  readonly draftId?: string;
}

/** What became of files that were to be saved together. */
export interface SavedFilesView {
  readonly savedCount: number;
  readonly unsavedCount: number;
  /** Why the first of those was not saved; null when all were. */
  readonly reason: FailureCode | null;
}

/** Most bytes of the small picture that goes with a file. */
export const maxPreviewBytes = 16 * 1024;

/** Calls about the bytes of files; a part of `AccountCalls`. */
export interface FileCalls {
  /**
   * Begins to take in a file that the user gives out; its bytes follow by `files.append`, in order, one call at a time. Of
   * too many that were begun, the oldest is given up. `fileTooLarge`, or what the disk says.
   */
  'files.begin': (file: {
    readonly name: string;
    readonly sizeBytes: number;
    /** As the system says; empty for unknown. */
    readonly mediaType: string;
    /** Of a recording; absent for any other file. */
    readonly voice?: VoiceView;
  }) => Result<{ readonly uploadId: string }>;
  /** The next bytes. A failure gives the whole file up; `fileChanged`: it has more than it had. */
  'files.append': (request: { readonly uploadId: string; readonly bytes: Uint8Array }) => Result<null>;
  /**
   * All bytes were given: sends the message. Answers as soon as it is stored, like `messages.send`. `fileCannotBurn`: the app cannot show
   * it, so it would have to leave the app.
   */
  'files.send': (request: FileDraft) => Result<MessageView>;
  /** Whether a file may burn after reading: the app can show it. */
  'files.canBurn': (file: {
    readonly name: string;
    readonly sizeBytes: number;
  }) => Result<{ readonly canBurn: boolean }>;
  /** The user has changed their mind; nothing of the file stays. */
  'files.discard': (request: { readonly uploadId: string }) => Result<null>;

  /** Fetches a file from its author, or goes on with it; the message changes with it. `alreadyGone`, `tooManyFiles`, `diskFull`. */
  'files.fetch': (request: { readonly messageId: string }) => Result<null>;
  /** Waits with a file that is being fetched, also over restarts. */
  'files.pause': (request: { readonly messageId: string }) => Result<null>;
  /** Does not want it any more: what is here of it is erased. */
  'files.cancel': (request: { readonly messageId: string }) => Result<null>;
  /** The small picture of a file that the window may show now. */
  'files.preview': (request: { readonly messageId: string }) => Result<ImageBytesView>;
  /** A file that is a text, all of it; `fileNotHere` while it was not fetched. Pictures are read by `messages.image`. */
  'files.text': (request: { readonly messageId: string }) => Result<{ readonly text: string }>;
  /** Gives nothing more of an own file to anybody, or gives it again; also over restarts. `alreadyGone`. */
  'files.holdBack': (request: { readonly messageId: string; readonly isHeldBack: boolean }) => Result<null>;
  /** What the files of every chat take on this computer, the most first; of one chat that alone. */
  'files.usage': (request: { readonly conversationId: string | null }) => Result<readonly ChatUsageView[]>;
  /**
   * Cleans away what the files of these kinds take; `withOwn`: own copies, too, which nobody gets any more then. Their messages stay.
   * Answers how much that was.
   */
  'files.clean': (request: {
    readonly conversationId: string;
    readonly kinds: readonly FileKindView[];
    readonly withOwn: boolean;
  }) => Result<{ readonly freedBytes: number }>;
  /**
   * Saves a file that is here where the user chooses; `isSaved` is false when they have changed their mind. `burnStaysHere` for what
   * burns, `fileDamaged` when it is not what its author said.
   */
  'files.save': (request: { readonly messageId: string }) => Result<{ readonly isSaved: boolean }>;
  /**
   * Saves what of these messages is a picture or a file, and here, into one folder that the user chooses, each under a name of its own;
   * null when they have changed their mind. What burns is never among them.
   */
  'files.saveAll': (request: { readonly messageIds: readonly string[] }) => Result<SavedFilesView | null>;
  /** Shows in its folder what was saved in this run of the app; `alreadyGone` when nothing was. */
  'files.show': (request: { readonly messageId: string }) => Result<null>;
}
