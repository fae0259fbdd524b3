import { createCipheriv, createHash } from 'node:crypto';
import type { AttachmentPlace } from '../../../main/domain/attachment';
import type { AttachmentStore, ByteRange } from '../../../main/attachments/attachment-store';

/** Bytes that are the same for the same seed, and like no others. */
export function contentOf(seed: number, length: number): Buffer {
  const key = createHash('sha256').update(`content ${seed}`).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}

/** The content in parts of this length. */
export function* inParts(content: Uint8Array, partBytes: number): Generator<Uint8Array> {
  for (let start = 0; start < content.length; start += partBytes) {
    yield content.subarray(start, start + partBytes);
  }
}

/** All of a range in one piece. */
export async function bytesIn(
  store: AttachmentStore,
  place: AttachmentPlace,
  range?: ByteRange,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of store.read(place, range)) parts.push(part);
  return Buffer.concat(parts);
}

/** The code of what the call throws; fails when it works. */
export async function codeOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code;
    throw error;
  }
  throw new Error('it worked');
}
