import { toConversationId, type ConversationId } from '../domain/ids';
import type { Database } from './database';

/** Most pictures of people and rooms that are kept; whoever had one first goes first. */
export const mostPictures = 4_000;
/** Most of them of people who are no friends, and of rooms that the account has nothing to do with: those make no room by others. */
export const mostPicturesOfStrangers = 500;
// To find out who is a stranger costs a walk through all of them: the limits hold but for so many.
const sweepEvery = 50;

/** A picture of somebody or of a room. */
export interface StoredPicture {
  /** The chat with the person, or of the room. */
  readonly owner: ConversationId;
  readonly bytes: Uint8Array;
}

interface PictureRow {
  readonly owner: string;
  readonly bytes: Uint8Array;
}

/** Reading pictures of people and rooms; needs no transaction. */
export class PictureReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = {
      of: database.prepare<[string], PictureRow>(
        'SELECT owner, bytes FROM picture WHERE owner IN (SELECT value FROM json_each(?))',
      ),
      bytes: database.prepare<[string], { bytes: Uint8Array }>('SELECT bytes FROM picture WHERE owner = ?'),
    };
  }

  /** The pictures of these; whoever has none is left out. */
  of(owners: readonly ConversationId[]): readonly StoredPicture[] {
    return this.reading.of
      .all(JSON.stringify(owners))
      .map(({ owner, bytes }) => ({ owner: toConversationId(owner), bytes }));
  }

  /** Whether somebody, or a room, has a picture that is kept here. */
  has(owner: ConversationId): boolean {
    return this.reading.bytes.get(owner) !== undefined;
  }
}

/** Writing them; every call but the reading ones runs inside a transaction. */
export class PictureWriter extends PictureReader {
  private readonly writing;
  private addedSinceSweep = sweepEvery - 1;

  constructor(database: Database) {
    super(database);
    this.writing = {
      bytes: database.prepare<[string], { bytes: Uint8Array }>('SELECT bytes FROM picture WHERE owner = ?'),
      remove: database.prepareWriting<[string], never>('DELETE FROM picture WHERE owner = ?'),
      put: database.prepareWriting<[string, Uint8Array], never>(
        `INSERT INTO picture (picture_number, owner, bytes)
         VALUES ((SELECT COALESCE(max(picture_number), 0) + 1 FROM picture), ?, ?)
         ON CONFLICT (owner) DO UPDATE SET bytes = excluded.bytes`,
      ),
      forgetStrangers: database.prepareWriting<[number], never>(
        `DELETE FROM picture WHERE picture_number IN (SELECT picture_number FROM picture
           WHERE NOT (owner GLOB 'u:*' AND EXISTS (SELECT 1 FROM person
             WHERE node = substr(owner, 3) AND relation <> 'none' AND relation <> 'stranger'))
             AND NOT (owner GLOB 'r:*' AND EXISTS (SELECT 1 FROM room
             WHERE node = substr(owner, 3) AND standing <> 'none'))
             AND owner IS NOT (SELECT 'u:' || value FROM profile WHERE key = 'node')
           ORDER BY picture_number DESC LIMIT -1 OFFSET ?)`,
      ),
      forgetFirst: database.prepareWriting<[number], never>(
        `DELETE FROM picture WHERE picture_number IN
           (SELECT picture_number FROM picture ORDER BY picture_number DESC LIMIT -1 OFFSET ?)`,
      ),
    };
  }

  /** True when the picture is another one now. Null: there is none. */
  set(owner: ConversationId, bytes: Uint8Array | null): boolean {
    const before = this.writing.bytes.get(owner)?.bytes ?? null;
    if (before === null ? bytes === null : bytes !== null && Buffer.compare(before, bytes) === 0)
      return false;
    if (bytes === null) {
      this.writing.remove.run(owner);
      return true;
    }
    this.writing.put.run(owner, bytes);
    this.addedSinceSweep += 1;
    if (this.addedSinceSweep >= sweepEvery) {
      this.addedSinceSweep = 0;
      this.writing.forgetStrangers.run(mostPicturesOfStrangers);
      this.writing.forgetFirst.run(mostPictures);
    }
    return true;
  }
}
