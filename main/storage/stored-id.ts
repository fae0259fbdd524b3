import { toMessageId, type MessageId } from '../domain/ids';

/** How an id lies in the database: a UUID as it is usually written in its sixteen bytes, any other text as it is. */
export type StoredId = Uint8Array | string;

/** Name of `toStoredId` in SQL, for the members of a list. */
export const storedIdFunction = 'stored_id';

const usualUuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/**
 * How an id is stored. No two ids are stored alike, so nobody can make a look-up long: what is written in any other way, with
 * capitals for example, stays the text that it is.
 */
export function toStoredId(id: string): StoredId {
  return usualUuid.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id;
}

/** The id that was stored. */
export function fromStoredId(stored: StoredId): string {
  if (typeof stored === 'string') return stored;
  const digits = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).toString('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}

/** The message that a row names. */
export const messageIdOf = (row: { readonly message_id: StoredId }): MessageId =>
  toMessageId(fromStoredId(row.message_id));
