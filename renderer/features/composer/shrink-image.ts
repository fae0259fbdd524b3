import type { PictureLimitsView } from '../../../preload/contract/api';
import { fail, type Result } from '../../../preload/contract/result';
import type { AccountRequest } from '../../base/bridge';
import { after } from '../../base/clock';
import type { Region } from './shrink-plan';

/** A larger file is not read at all. */
const maxSourceBytes = 64 * 1024 * 1024;
/** A larger file is sent without a small picture of it. */
const maxPreviewedBytes = 128 * 1024 * 1024;
/** What such a small picture may have: it travels with the message, beside hashes and words. */
const mostBytesOfPreview = 10 * 1024;
/** Most that a picture takes in the window while a square of it is chosen. */
const mostBytesToCrop = 16 * 1024 * 1024;
/** A picture that takes longer is meant to keep the computer busy. */
const maxWorkMs = 30_000;

/** What becomes of a picture: all of it, as a picture or as a small one, all of it for a square to be chosen from, or a square of at most `side` pixels. */
export type ShrinkTarget =
  | { readonly kind: 'whole' }
  | { readonly kind: 'toCrop' }
  | { readonly kind: 'preview' }
  | { readonly kind: 'square'; readonly square: Region; readonly side: number };

/** What a worker is asked for. */
export interface ShrinkOrder {
  readonly file: Blob;
  readonly limits: PictureLimitsView;
  readonly target: ShrinkTarget;
}

/**
 * A picture as it is sent: no larger than main says, and painted anew, so that nothing of the file but its looks is in it; main takes
 * that out of one that goes as it is because it moves.
 */
export interface ShrunkImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  /** `lost`: the file moves, and is too large for that; this is its first frame. */
  readonly movement: 'none' | 'kept' | 'lost';
}

/** For whom a picture is made smaller. */
export interface ShrinkOptions {
  /** Calls of the account whose server says how large it may be. */
  readonly request: AccountRequest;
  /** The message that was refused for its size; null for a new one. */
  readonly refusedMessageId: string | null;
}

/**
 * Scales and compresses a picture until it may be sent, or until it may be sent again after the server refused it for its size. Encodes it anew, however small it is, unless it moves: place, time and camera
 * that a photograph notes never leave this computer. Fails with the reason why the file cannot be sent.
 *
 * Every picture gets a worker of its own: decoding blocks for longer than a frame, and a file that was made to hang or to
 * fill the memory is gone with its worker.
 */
export async function shrinkImage(
  file: Blob,
  { request, refusedMessageId }: ShrinkOptions,
): Promise<Result<ShrunkImage>> {
  if (file.size > maxSourceBytes) return fail('imageTooLarge');
  const limit = await request('messages.sizeLimit', { messageId: refusedMessageId });
  return limit.ok ? inWorker({ file, limits: limit.value, target: { kind: 'whole' } }) : limit;
}

/**
 * A picture in which a square can be chosen: painted anew, of a size that a window holds easily. Fails as `shrinkImage` does.
 */
export function pictureToCrop(file: Blob): Promise<Result<ShrunkImage>> {
  if (file.size > maxSourceBytes) return Promise.resolve(fail('imageTooLarge'));
  return tryInWorker({ file, limits: stillWithin(mostBytesToCrop), target: { kind: 'toCrop' } });
}

/** The small picture that goes with a picture sent as a file; null where none can be made. */
export async function previewOf(file: Blob): Promise<ShrunkImage | null> {
  if (file.size > maxPreviewedBytes) return null;
  const limits = stillWithin(mostBytesOfPreview);
  const result = await tryInWorker({ file, limits, target: { kind: 'preview' } });
  return result.ok ? result.value : null;
}

/** What is sent of a picture in which a square was chosen. */
export interface SquareOptions {
  readonly square: Region;
  /** Most pixels of its side. */
  readonly side: number;
  readonly maxBytes: number;
}

/** A square of a picture, never larger than it is there. Fails as `shrinkImage` does. */
export function squarePicture(
  picture: Blob,
  { square, side, maxBytes }: SquareOptions,
): Promise<Result<ShrunkImage>> {
  return tryInWorker({
    file: picture,
    limits: stillWithin(maxBytes),
    target: { kind: 'square', square, side },
  });
}

/** Limits of a picture of which nothing moves. */
const stillWithin = (bytes: number): PictureLimitsView => ({
  bytes,
  largeBytes: bytes,
  movingPixels: 0,
  pixelsOfAllFrames: 0,
});

async function tryInWorker(order: ShrinkOrder): Promise<Result<ShrunkImage>> {
  try {
    return await inWorker(order);
  } catch {
    // A worker that cannot even be started.
    return fail('imageUnreadable');
  }
}

function inWorker(order: ShrinkOrder): Promise<Result<ShrunkImage>> {
  const worker = new Worker(new URL('./shrink-worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve) => {
    const finish = (result: Result<ShrunkImage>): void => {
      stop();
      worker.terminate();
      resolve(result);
    };
    const stop = after(maxWorkMs, () => finish(fail('imageUnreadable')));
    worker.onmessage = ({ data }: MessageEvent<Result<ShrunkImage>>) => finish(data);
    worker.onerror = () => finish(fail('imageUnreadable'));
    worker.postMessage(order);
  });
}
