import type { NodeId } from './ids';

/** Names one fetching of one device: 16 hexadecimal digits, random. */
export type TransferId = string;

/** Somebody who was given an offer asks its author for a stretch of the file. */
export interface FileRequest {
  readonly kind: 'request';
  readonly transferId: TransferId;
  /** The author's own id of the message, a UUID. */
  readonly cid: string;
  /** See `FileInfo`. */
  readonly ticket: string;
  readonly offset: number;
  readonly lengthBytes: number;
  /** How it is to be cut into pieces; the last one is what is left. */
  readonly pieceBytes: number;
}

/** A piece of what was asked for. */
export interface FilePiece {
  readonly kind: 'piece';
  readonly transferId: TransferId;
  readonly offset: number;
  /**
   * How long it waited at its author since it was asked for, ms: for others, for turns, for messages. What is left of the time that it
   * took is the line's.
   */
  readonly heldMs: number;
  readonly bytes: Uint8Array;
}

/**
 * Why nothing is given. `gone`: for good; `busy`: others are served; `unreadable`: the author's own disk does not give it; `heldBack`: the
 * author has stopped it, and may let it go on.
 */
export const fileRefusals = ['gone', 'busy', 'unreadable', 'heldBack'] as const;
export type FileRefusalReason = (typeof fileRefusals)[number];

/** The author gives nothing of it. */
export interface FileRefusal {
  readonly kind: 'refusal';
  readonly transferId: TransferId;
  readonly reason: FileRefusalReason;
}

/** Whoever asked wants no more of it. */
export interface FileStop {
  readonly kind: 'stop';
  readonly transferId: TransferId;
}

/** Everything that two devices say to each other about the bytes of a file. */
export type FileWords = FileRequest | FilePiece | FileRefusal | FileStop;

/** Words about a file that have come, and from whom: the server vouches for that. */
export interface FileNews {
  readonly from: NodeId;
  readonly words: FileWords;
}

/** Largest piece that is sent or taken, bytes. */
export const maxPieceBytes = 2 * 1024 * 1024;
/** Smallest piece that anybody asks for, but for the last of a file, bytes. */
export const smallestPieceBytes = 16 * 1024;
/** Most that may be asked for and not here yet, bytes. */
export const maxWindowBytes = 8 * 1024 * 1024;
/** Longest time that a piece says it was held, ms. */
export const mostHeldMs = 0xffff;
