import type { AttachmentPlace } from '../domain/attachment';
import { kindOfMediaType } from '../domain/file-kind';
import { toAttachmentId, type AttachmentId, type MessageId } from '../domain/ids';
import type { Database } from './database';
import type { ErasureLog } from './erasure-log';
import { attachmentEraseAssignments, type AttachmentRow } from './message-row';
import { messageIdOf, toStoredId, type StoredId } from './stored-id';

type PlaceRow = Pick<AttachmentRow, 'attachment_id' | 'key_slot' | 'size_bytes'>;

/** What is known of a new attachment beside its place. */
export interface AttachmentDescription {
  /** Hash of its content, for telling whether it came whole; null when nobody knows. */
  readonly hash: Uint8Array | null;
  readonly mediaType: string | null;
}

/** An attachment that comes in parts, or is held: the user wants to wait with it. */
export interface StoredPart {
  readonly messageId: MessageId;
  readonly place: AttachmentPlace;
  readonly isHeld: boolean;
}

/** The copy of a file that was given out here. */
export interface OwnCopy {
  /** It is here; otherwise it was cleaned away. */
  readonly isKept: boolean;
  /** The user gives nothing of it at the moment. */
  readonly isHeldBack: boolean;
}

const placeColumns = 'attachment_id, key_slot, size_bytes';

/**
 * Reading, without a transaction, which attachments there are. An attachment is `kept` until its message is erased; then it is
 * `going`, until its key is destroyed and its file removed; then it has `gone`. One that comes in parts is a `part`, or `held`, until all
 * of it is here; nobody but whoever fetches it sees anything of it.
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
      own: database.prepare<[StoredId], Pick<AttachmentRow, 'state' | 'is_held_back'>>(
        'SELECT state, is_held_back FROM attachment WHERE message_id = ? AND is_own = 1 LIMIT 1',
      ),
      parts: database.prepare<[], PlaceRow & Pick<AttachmentRow, 'message_id' | 'state'>>(
        `SELECT ${placeColumns}, message_id, state FROM attachment WHERE state IN ('part', 'held') AND state <> 'kept'`,
      ),
      keptAmong: database.prepare<[string], { id: string }>(
        `SELECT attachment_id AS id FROM json_each(?) JOIN attachment ON attachment_id = json_each.value
         WHERE state IN ('kept', 'part', 'held')`,
      ),
    };
  }

  /** Attachments of a message, in the order in which they were added; none once it was erased. */
  ofMessage(messageId: MessageId): readonly AttachmentPlace[] {
    return this.reading.ofMessage.all(toStoredId(messageId)).map(toPlace);
  }

  /** What became of the copy from which others fetch; null where there never was one. */
  ownCopy(messageId: MessageId): OwnCopy | null {
    const row = this.reading.own.get(toStoredId(messageId));
    return row === undefined ? null : { isKept: row.state === 'kept', isHeldBack: row.is_held_back === 1 };
  }

  /** Some of those whose message was erased and whose bytes may still be there. */
  going(most: number): readonly AttachmentPlace[] {
    return this.reading.going.all(most).map(toPlace);
  }

  /** Everything that comes in parts. */
  parts(): readonly StoredPart[] {
    return this.reading.parts.all().map((row) => ({
      messageId: messageIdOf(row),
      place: toPlace(row),
      isHeld: row.state === 'held',
    }));
  }

  /** Those of these that are to stay. */
  keptAmong(ids: readonly AttachmentId[]): ReadonlySet<AttachmentId> {
    return new Set(this.reading.keptAmong.all(JSON.stringify(ids)).map(({ id }) => toAttachmentId(id)));
  }
}

/** Writing which attachments there are. Every call but the reading ones runs inside a transaction. */
export class AttachmentWriter extends AttachmentReader {
  private readonly writing;

  constructor(
    database: Database,
    private readonly erasures: ErasureLog,
  ) {
    super(database);
    this.writing = {
      add: database.prepareWriting<
        [
          string,
          StoredId,
          number,
          number,
          string,
          Uint8Array | null,
          string | null,
          string,
          number,
          StoredId,
        ],
        never
      >(
        `INSERT INTO attachment (attachment_id, message_id, key_slot, size_bytes, state, hash, media_type, kind, is_own, chat_number)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT chat_number FROM message WHERE message_id = ?))`,
      ),
      setPart: database.prepareWriting<[string, string], never>(
        `UPDATE attachment SET state = ? WHERE attachment_id = ? AND state IN ('part', 'held')`,
      ),
      dropPart: database.prepareWriting<[string], never>(
        `UPDATE attachment SET ${attachmentEraseAssignments}, state = 'going'
         WHERE attachment_id = ? AND state IN ('part', 'held')`,
      ),
      holdBack: database.prepareWriting<[number, StoredId], never>(
        'UPDATE attachment SET is_held_back = ? WHERE message_id = ? AND is_own = 1',
      ),
      clean: database.prepareWriting<[string], never>(
        `UPDATE attachment SET ${attachmentEraseAssignments}, state = 'going' WHERE attachment_id = ? AND state = 'kept'`,
      ),
      gone: database.prepareWriting<[string], never>(
        `UPDATE attachment SET state = 'gone' WHERE attachment_id = ? AND state = 'going'`,
      ),
    };
  }

  /** Gives a message an attachment whose bytes are on the disk: from the commit on it is kept. */
  add(messageId: MessageId, place: AttachmentPlace, description: AttachmentDescription): void {
    this.insert('kept', messageId, { ...place, ...description });
  }

  /** Gives a message an attachment that comes in parts: from the commit on the parts are kept. */
  addPart(messageId: MessageId, place: AttachmentPlace, description: AttachmentDescription): void {
    this.insert('part', messageId, { ...place, ...description });
  }

  /** What comes in parts goes on, is held, or is here as a whole. Whoever was erased meanwhile stays it. */
  setPart(id: AttachmentId, state: 'part' | 'held' | 'kept'): void {
    this.writing.setPart.run(state, id);
  }

  /** What has come in parts is not wanted any more. */
  dropPart(id: AttachmentId): void {
    this.writing.dropPart.run(id);
    this.erasures.note();
  }

  /** Others get nothing of an own copy, or may fetch it again. */
  holdBack(messageId: MessageId, isHeldBack: boolean): void {
    this.writing.holdBack.run(isHeldBack ? 1 : 0, toStoredId(messageId));
  }

  /** What lies here is cleaned away, and its message stays. */
  clean(id: AttachmentId): void {
    this.writing.clean.run(id);
    this.erasures.note();
  }

  /** The key is destroyed, and the file has gone. */
  markGone(id: AttachmentId): void {
    this.writing.gone.run(id);
  }

  private insert(
    state: 'kept' | 'part',
    messageId: MessageId,
    { id, slot, sizeBytes, hash, mediaType }: AttachmentPlace & AttachmentDescription,
  ): void {
    const kind = kindOfMediaType(mediaType);
    const isOwn = state === 'kept' ? 1 : 0;
    this.writing.add.run(
      id,
      toStoredId(messageId),
      slot,
      sizeBytes,
      state,
      hash,
      mediaType,
      kind,
      isOwn,
      toStoredId(messageId),
    );
  }
}

function toPlace(row: PlaceRow): AttachmentPlace {
  return { id: toAttachmentId(row.attachment_id), slot: row.key_slot, sizeBytes: row.size_bytes };
}
