import type { AttachmentId } from './ids';

/** Where the bytes of an attachment are. All of it has to be kept to read them again, or to erase them. */
export interface AttachmentPlace {
  readonly id: AttachmentId;
  /** Where its key lies in the secret store. */
  readonly slot: number;
  /** Length of its content. It also says how long its file has to be. */
  readonly sizeBytes: number;
}
