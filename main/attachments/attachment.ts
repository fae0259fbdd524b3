import type { AttachmentId } from '../domain/ids';
import { diskFailureOf, type DiskFailure } from '../platform/disk-failure';

const idPattern = /^[0-9a-f]{32}$/;

/** Whether a name is one that this folder gives. */
export const isAttachmentName = (name: string): name is AttachmentId => idPattern.test(name);

/**
 * Why bytes could not be kept, read or erased. `gone`: erased, or its file or its key is not there; `damaged`: the file is not
 * as it was written; `tooLarge`: more came than was agreed; `tooMany`: the secret store has no slot left; `ended`: the
 * writing or the store was ended before. What the disk says passes: the same may work later.
 */
export type AttachmentFailure = 'gone' | 'damaged' | 'tooLarge' | 'tooMany' | 'ended' | DiskFailure;

/** The only error of this folder. It carries a code and no content. */
export class AttachmentError extends Error {
  override readonly name = 'AttachmentError';

  constructor(
    readonly code: AttachmentFailure,
    options?: ErrorOptions,
  ) {
    super(`attachment: ${code}`, options);
  }
}

/** An error of the system in our words; one that says nothing about the disk is a fault of the program and stays what it is. */
export function toAttachmentError(error: unknown): unknown {
  if (error instanceof AttachmentError) return error;
  const failure = diskFailureOf(error);
  return failure === null ? error : new AttachmentError(failure, { cause: error });
}
