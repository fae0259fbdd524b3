import {
  fitsOffer,
  isFileSize,
  maxMediaTypeLength,
  readCarriedPicture,
  readPreview,
  type FileContent,
  type FileInfo,
} from '../domain/file';
import { toSafeFileName } from '../domain/file-name';
import { claimedMedia } from '../domain/media-format';
import { readVoice, writeVoice } from '../domain/voice';
import { decodeUtf8, encodeUtf8 } from './utf8';

/** What a message of a file carries beside what other clients can show. */
export interface FileFields {
  /** `extra.file`: a JSON object that says what the file is. */
  readonly file: Uint8Array;
  /** `extra.blocks`: hashes of its blocks; absent where the message carries the bytes. */
  readonly blocks?: Uint8Array;
  /** `extra.preview`: a small picture of what is offered; absent for none. */
  readonly preview?: Uint8Array;
}

/** What stands in `extra.file`; short names, because every message of a file has them. */
interface OfferWords {
  readonly name: unknown;
  readonly size: unknown;
  readonly type: unknown;
  readonly sha256: unknown;
  readonly ticket: unknown;
  /** Of a recording; absent for any other file. */
  readonly voice?: unknown;
}

/** More than an offer with the longest name can have. */
const mostOfferBytes = 4_096;
const hashPattern = /^[0-9a-f]{64}$/u;
const ticketPattern = /^[0-9a-f]{32}$/u;

/** The fields that say what a file is. */
export function writeFileOffer({
  info,
  bytes,
  preview,
}: Pick<FileContent, 'info' | 'bytes' | 'preview'>): FileFields {
  const { name, sizeBytes, mediaType, hash, ticket, isCarried, voice } = info;
  const words: OfferWords = {
    name,
    size: sizeBytes,
    type: mediaType,
    sha256: hash,
    ticket,
    ...(voice === undefined ? {} : { voice: writeVoice(voice) }),
  };
  const file = encodeUtf8(JSON.stringify(words));
  if (isCarried) return { file };
  return { file, blocks: bytes, ...(preview === undefined ? {} : { preview }) };
}

/**
 * A file that somebody offers; `carried` is what the message has of its bytes. Null where it says no complete thing, or where what came
 * is not what it says.
 */
export function readFileOffer(
  { file, blocks, preview }: Partial<FileFields>,
  carried: Uint8Array | undefined,
): Pick<FileContent, 'kind' | 'info' | 'bytes' | 'preview'> | null {
  const info = file === undefined || file.length > mostOfferBytes ? null : readInfo(file);
  if (info === null) return null;
  const isCarried = blocks === undefined;
  // An empty field does not travel.
  const bytes = isCarried ? (carried ?? new Uint8Array(0)) : blocks;
  const whole = { ...info, isCarried };
  if (!fitsOffer(whole, bytes)) return null;
  if (isCarried) {
    const picture = readCarriedPicture(bytes);
    return { kind: 'file', info: picture === null ? whole : { ...whole, preview: picture }, bytes };
  }
  // A preview that is none is left away; the file may be what it says all the same.
  const small = preview === undefined ? null : readPreview(preview);
  if (preview === undefined || small === null) return { kind: 'file', info: whole, bytes };
  return { kind: 'file', info: { ...whole, preview: small }, bytes, preview };
}

function readInfo(file: Uint8Array): Omit<FileInfo, 'isCarried' | 'preview'> | null {
  const words = parseWords(decodeUtf8(file));
  if (words === null) return null;
  const { name, size, type, sha256, ticket } = words;
  if (typeof name !== 'string' || typeof type !== 'string' || typeof size !== 'number') return null;
  if (typeof sha256 !== 'string' || typeof ticket !== 'string' || !isFileSize(size)) return null;
  if (!hashPattern.test(sha256) || !ticketPattern.test(ticket)) return null;
  const info = {
    name: toSafeFileName(name),
    sizeBytes: size,
    mediaType: /^[\w.+-]+\/[\w.+-]+$/u.test(type) ? type.slice(0, maxMediaTypeLength).toLowerCase() : '',
    hash: sha256,
    ticket,
  };
  // What makes no sense as a recording is the file that it is.
  const voice = claimedMedia(info) === 'audio' ? readVoice(words.voice) : null;
  return voice === null ? info : { ...info, voice };
}

function parseWords(text: string): Partial<OfferWords> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : null;
  } catch {
    // A peer writes it: what is no JSON is no offer.
    return null;
  }
}
