import type { AttachmentPlace } from '../domain/attachment';
import { toAttachmentId, type AttachmentId, type MessageId } from '../domain/ids';
import type { Database } from './database';
import type { AttachmentRow } from './message-row';
import { toStoredId, type StoredId } from './stored-id';

type PlaceRow = Pick<AttachmentRow, 'attachment_id' | 'key_slot' | 'size_bytes'>;

/** What is known of a new attachment beside its place. */
export interface AttachmentDescription {
  /** Hash of its content, for telling whether it came whole; null when nobody knows. */
  readonly hash: Uint8Array | null;
  readonly mediaType: string | null;
}

const placeColumns = 'attachment_id, key_slot, size_bytes';

/**
 * Reading, without a transaction, which attachments there are. An attachment is `kept` until its message is erased; then it is
 * `going`, until its key is destroyed and its file removed; then it has `gone`.
 */
export class AttachmentReader {
  private readonly reading;

  constructor(database: Database) {
    this.reading = {
      ofMessage: database.prepare<[StoredId], PlaceRow>(
        `SELECT ${placeColumns} FROM attachment WHERE message_id = ? AND state = 'kept' ORDER BY attachment_number`,
      ),
      going: database.prepare<[number], PlaceRow>(
        // The condition of the index, so that SQLite takes it.
        `SELECT ${placeColumns} FROM attachment WHERE state = 'going' AND state <> 'kept' LIMIT ?`,
      ),
      keptAmong: database.prepare<[string], { id: string }>(
        `SELECT attachment_id AS id FROM json_each(?) JOIN attachment ON attachment_id = json_each.value WHERE state = 'kept'`,
      ),
    };
  }

  /** Attachments of a message, in the order in which they were added; none once it was erased. */
  ofMessage(messageId: MessageId): readonly AttachmentPlace[] {
    return this.reading.ofMessage.all(toStoredId(messageId)).map(toPlace);
  }

  /** Some of those whose message was erased and whose bytes may still be there. */
  going(most: number): readonly AttachmentPlace[] {
    return this.reading.going.all(most).map(toPlace);
  }

  /** Those of these that are to stay. */
  keptAmong(ids: readonly AttachmentId[]): ReadonlySet<AttachmentId> {
    return new Set(this.reading.keptAmong.all(JSON.stringify(ids)).map(({ id }) => toAttachmentId(id)));
  }
}

/** Writing which attachments there are. Every call but the reading ones runs inside a transaction. */
export class AttachmentWriter extends AttachmentReader {
  private readonly writing;

  constructor(database: Database) {
    super(database);
    this.writing = {
      add: database.prepareWriting<
        [string, StoredId, number, number, Uint8Array | null, string | null],
        never
      >(
        `INSERT INTO attachment (attachment_id, message_id, key_slot, size_bytes, state, hash, media_type)
         VALUES (?, ?, ?, ?, 'kept', ?, ?)`,
      ),
      gone: database.prepareWriting<[string], never>(
        `UPDATE attachment SET state = 'gone' WHERE attachment_id = ? AND state = 'going'`,
      ),
    };
  }

  /** Gives a message an attachment whose bytes are on the disk: from the commit on it is kept. */
  add(
    messageId: MessageId,
    { id, slot, sizeBytes }: AttachmentPlace,
    { hash, mediaType }: AttachmentDescription,
  ): void {
    this.writing.add.run(id, toStoredId(messageId), slot, sizeBytes, hash, mediaType);
  }

  /** The key is destroyed, and the file has gone. */
  markGone(id: AttachmentId): void {
    this.writing.gone.run(id);
  }
}

function toPlace(row: PlaceRow): AttachmentPlace {
  return { id: toAttachmentId(row.attachment_id), slot: row.key_slot, sizeBytes: row.size_bytes };
}
