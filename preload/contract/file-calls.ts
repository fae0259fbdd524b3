import type { MessageView } from './message-views';
import type { Result } from './result';

/** Most bytes of a file that one call carries. */
export const maxAppendedBytes = 1024 * 1024;

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
  }) => Result<{ readonly uploadId: string }>;
  /** The next bytes. A failure gives the whole file up; `fileChanged`: it has more than it had. */
  'files.append': (request: { readonly uploadId: string; readonly bytes: Uint8Array }) => Result<null>;
  /** All bytes were given: sends the message. Answers as soon as it is stored, like `messages.send`. */
  'files.send': (request: {
    readonly uploadId: string;
    readonly conversationId: string;
    /** The message of the same chat that this one answers; null for none. */
    readonly replyToId: string | null;
  }) => Result<MessageView>;
  /** The user has changed their mind; nothing of the file stays. */
  'files.discard': (request: { readonly uploadId: string }) => Result<null>;

  /** Fetches a file from its author, or goes on with it; the message changes with it. `alreadyGone`, `tooManyFiles`, `diskFull`. */
  'files.fetch': (request: { readonly messageId: string }) => Result<null>;
  /** Waits with a file that is being fetched, also over restarts. */
  'files.pause': (request: { readonly messageId: string }) => Result<null>;
  /** Does not want it any more: what is here of it is erased. */
  'files.cancel': (request: { readonly messageId: string }) => Result<null>;
  /**
   * Saves a file that is here where the user chooses; `isSaved` is false when they have changed their mind. `burnStaysHere` for what
   * burns, `fileDamaged` when it is not what its author said.
   */
  'files.save': (request: { readonly messageId: string }) => Result<{ readonly isSaved: boolean }>;
  /** Shows in its folder what was saved in this run of the app; `alreadyGone` when nothing was. */
  'files.show': (request: { readonly messageId: string }) => Result<null>;
}
