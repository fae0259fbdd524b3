import { animationOf } from './animation';
import { readImage, type ImageInfo } from './image';
import type { VoiceInfo } from './voice';

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

/** Most bytes of the small picture that goes with an offer of a large one. */
export const maxPreviewBytes = 16 * 1024;

/** Its longest side, pixels: it is looked at before anybody has agreed to anything. */
export const maxPreviewSide = 640;

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
  /** What the message can show of a picture: the carried bytes themselves, or a small one beside the hashes; absent for nothing. */
  readonly preview?: ImageInfo;
  /** Its author recorded it for this message; absent for any other file. */
  readonly voice?: VoiceInfo;
}

/** What a message holds of a file: what is known of it, and the bytes, or the hashes of its blocks. */
export interface FileContent {
  readonly kind: 'file';
  readonly info: FileInfo;
  readonly bytes: Uint8Array;
  /** A small picture of what is offered; absent for none, and where the message carries the bytes. */
  readonly preview?: Uint8Array;
  /** What goes with it; absent for nothing. */
  readonly caption?: string;
  /** What goes with it was longer, and its end was not kept. */
  readonly isCut?: boolean;
  /** Files and pictures of one author with the same one were sent together. */
  readonly albumId?: string;
  readonly forwardedFrom?: string;
}

/** What is kept of the bytes of a file's message. */
export interface OfferedBytes {
  /** The bytes of the file, or the hashes of its blocks. */
  readonly bytes: Uint8Array;
  /** What can be shown of it; null for nothing. */
  readonly preview: Uint8Array | null;
}

/**
 * Where the bytes of a file are on their way to this computer. `offered`: nobody here has asked for them; `waiting`: they are wanted, and
 * their author gives none at the moment; `here`: all of them, and they are what was offered; `removed`: the own copy was cleaned away, and
 * nobody gets it any more. `reason` is a failure code of the contract.
 */
export type FileState =
  | { readonly kind: 'here' }
  | { readonly kind: 'removed' }
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

/** What is kept of the bytes of a file's message, in one piece: its size alone tells where the hashes end. */
export const joinOffered = ({ bytes, preview }: Pick<FileContent, 'bytes' | 'preview'>): Uint8Array =>
  preview === undefined ? bytes : Buffer.concat([bytes, preview]);

/** The parts of what `joinOffered` has made. */
export function splitOffered({ sizeBytes, isCarried, preview }: FileInfo, kept: Uint8Array): OfferedBytes {
  if (isCarried) return { bytes: kept, preview: preview === undefined ? null : kept };
  const end = blockCountOf(sizeBytes) * blockHashBytes;
  const beside = kept.subarray(end);
  return { bytes: kept.subarray(0, end), preview: beside.length > 0 ? beside : null };
}

/**
 * What is known of the small picture beside an offer; null for one that nobody is shown: too many bytes, too large to be painted without
 * being asked for, one that moves, or no picture at all.
 */
export function readPreview(bytes: Uint8Array): ImageInfo | null {
  const info = bytes.length > maxPreviewBytes ? null : readImage(bytes);
  if (info === null || Math.max(info.width, info.height) > maxPreviewSide) return null;
  return animationOf(bytes, info) === 'none' ? info : null;
}

/** What can be shown of a file whose bytes came with its message: by the rules for pictures. Null where it is none. */
export function readCarriedPicture(bytes: Uint8Array): ImageInfo | null {
  const info = readImage(bytes);
  return info === null || animationOf(bytes, info) === 'heavy' ? null : info;
}

/** Name and caption of a file as one text, by which it is found: a name has one line. */
export const fileText = (name: string, caption: string | undefined): string =>
  caption === undefined ? name : `${name}\n${caption}`;

/** The name in such a text. */
export function nameInText(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? text : text.slice(0, end);
}

/** What goes with the file in such a text; null for nothing. */
export function captionInText(text: string | null): string | null {
  const end = text?.indexOf('\n') ?? -1;
  return text === null || end === -1 ? null : text.slice(end + 1);
}
