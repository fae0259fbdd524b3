/** Largest file that can be sent, bytes. */
export const maxFileBytes = 4 * 1024 ** 3;

/** Most bytes of a file that travel in its message, where the server is known to store as much. */
export const maxCarriedBytes = 256 * 1024;

/** Longest media type that is kept. */
export const maxMediaTypeLength = 100;

/** Length of the hash of a block: half of a SHA-256. That of the whole is a whole one. */
export const blockHashBytes = 16;

/** Most blocks of a file: their hashes travel with the offer, which every server has to store. */
export const mostBlocks = 1_024;

/** Smallest block. Files are kept in chunks of this size, so a block is a number of them. */
export const smallestBlockBytes = 64 * 1024;

/** What is known of a file from its message. */
export interface FileInfo {
  /** Safe for a folder; see `toSafeFileName`. */
  readonly name: string;
  readonly sizeBytes: number;
  /** What its author says that it is; nothing is ever done by it alone. Empty for nothing. */
  readonly mediaType: string;
  /** SHA-256 of the whole, 64 hexadecimal digits. */
  readonly hash: string;
  /** 32 hexadecimal digits: whoever shows it to the author was given the offer. */
  readonly ticket: string;
  /** The message carries the bytes; otherwise their author gives them out. */
  readonly isCarried: boolean;
}

/** What a message holds of a file: what is known of it, and the bytes, or the hashes of its blocks. */
export interface FileContent {
  readonly kind: 'file';
  readonly info: FileInfo;
  readonly bytes: Uint8Array;
  readonly forwardedFrom?: string;
}

/**
 * Where the bytes of a file are on their way to this computer. `offered`: nobody here has asked for them; `waiting`: they are wanted, and
 * their author gives none at the moment; `here`: all of them, and they are what was offered. `reason` is a failure code of the contract.
 */
export type FileState =
  | { readonly kind: 'here' }
  | { readonly kind: 'offered' }
  | { readonly kind: 'waiting' | 'fetching' | 'paused'; readonly doneBytes: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** Length of the blocks in which a file of this size is checked: a power of two, so that there are not too many. */
export function blockBytesOf(sizeBytes: number): number {
  let blockBytes = smallestBlockBytes;
  while (sizeBytes > blockBytes * mostBlocks) blockBytes *= 2;
  return blockBytes;
}

/** How many blocks a file of this size has; an empty one has none. */
export const blockCountOf = (sizeBytes: number): number => Math.ceil(sizeBytes / blockBytesOf(sizeBytes));

/** The hash of one block, out of those of all. */
export const blockHashAt = (hashes: Uint8Array, block: number): Uint8Array =>
  hashes.subarray(block * blockHashBytes, (block + 1) * blockHashBytes);

/** Whether a size is one that a file may have. */
export const isFileSize = (sizeBytes: number): boolean =>
  Number.isSafeInteger(sizeBytes) && sizeBytes >= 0 && sizeBytes <= maxFileBytes;

/** Whether what came beside an offer is what it says: as many bytes, or as many hashes. */
export const fitsOffer = ({ sizeBytes, isCarried }: FileInfo, bytes: Uint8Array): boolean =>
  bytes.length === (isCarried ? sizeBytes : blockCountOf(sizeBytes) * blockHashBytes);
