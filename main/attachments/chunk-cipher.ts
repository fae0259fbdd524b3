import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Length of a key in bytes. */
export const attachmentKeyBytes = 32;
/** Content of a chunk; only the last one is shorter. */
export const chunkBytes = 64 * 1024;
/** What sealing adds to a chunk: the tag that nobody without the key can make. */
export const tagBytes = 16;
/** A chunk as it lies in the file. */
export const sealedChunkBytes = chunkBytes + tagBytes;

/** Which chunk of which file. A chunk opens in its own place only. */
export interface ChunkPlace {
  /** The id of the file, 16 bytes. */
  readonly file: Uint8Array;
  readonly index: number;
  /** Whether the content ends with it. */
  readonly isLast: boolean;
}

// The browser engine's library, which Electron has, knows ChaCha20-Poly1305 only for sockets; AES it does in hardware.
const algorithm = 'aes-256-gcm';
const purpose = Buffer.from('tim-desktop attachment 1\0');
const nonceBytes = 12;
const indexOffset = 7;
const lastOffset = 11;

/**
 * Seals one chunk as in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is the chunk's number and
 * whether it is the last, the file's id is authenticated with it. A key is used for one file, which is written once, so no
 * nonce comes twice. Chunks that are cut off, put in another order or taken from another file do not open.
 */
export const sealChunk = (key: Uint8Array, place: ChunkPlace, content: Uint8Array): Buffer =>
  Buffer.concat(sealedPiecesOf(key, place, content));

/** As `sealChunk`, in pieces that have to be put together: whoever seals several chunks copies them once. */
export function sealedPiecesOf(key: Uint8Array, place: ChunkPlace, content: Uint8Array): readonly Buffer[] {
  const cipher = createCipheriv(algorithm, key, nonceOf(place), { authTagLength: tagBytes });
  cipher.setAAD(associatedDataOf(place));
  return [cipher.update(content), cipher.final(), cipher.getAuthTag()];
}

/** The content of a chunk; null when it is not what was sealed with this key for this place. */
export function openChunk(key: Uint8Array, place: ChunkPlace, sealed: Uint8Array): Buffer | null {
  if (sealed.length < tagBytes) return null;
  const decipher = createDecipheriv(algorithm, key, nonceOf(place), { authTagLength: tagBytes });
  decipher.setAAD(associatedDataOf(place));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const content = decipher.update(sealed.subarray(0, -tagBytes));
  try {
    decipher.final();
  } catch {
    // The only thing that it throws for: the tag does not fit.
    content.fill(0);
    return null;
  }
  return content;
}

/** How many chunks a content of this length has; an empty one has one. */
export const chunkCountOf = (sizeBytes: number): number => Math.max(1, Math.ceil(sizeBytes / chunkBytes));

/** Length of the file of a content of this length. */
export const sealedSizeOf = (sizeBytes: number): number => sizeBytes + tagBytes * chunkCountOf(sizeBytes);

function nonceOf({ index, isLast }: ChunkPlace): Buffer {
  const nonce = Buffer.alloc(nonceBytes);
  nonce.writeUInt32BE(index, indexOffset);
  nonce[lastOffset] = isLast ? 1 : 0;
  return nonce;
}

const associatedDataOf = ({ file }: ChunkPlace): Buffer => Buffer.concat([purpose, file]);
